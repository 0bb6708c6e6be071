import * as fc from 'fast-check';

/** What the grammar of bash is made of, in no order. */
const TOKENS =
  'a b if then fi for x in do done while case esac { } ( ) (( )) [[ ]] | || && & ; ;; ! time $( ` " \' $x ${x ${x:- < > >> <<E <<< <( = a= a[1]= a=( function f() coproc select \\ # $(( * ? ~ {a,b} @( !( -n == =~ 2 2> &> >& <& -';

export function generateSoup(): fc.Arbitrary<string> {
  const token = fc.constantFrom(...TOKENS.split(' '), '\n', '\nE\n');
  const word = fc.tuple(token, fc.constantFrom('', ' ', ' ', ' ')).map(([text, space]) => text + space);
  return fc.array(word, { minLength: 1, maxLength: 9 }).map((words) => words.join(''));
}
