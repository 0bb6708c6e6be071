/** Whether a page is fetched unasked: those of a list that is built into Claude Code, as far as it was found by asking. */
export function isDocumentation(host: string, path: string): boolean {
  const directory = DIRECTORIES.get(host);
  return HOSTS.has(host) || (directory !== undefined && `${path}/`.startsWith(`${directory}/`));
}

const DIRECTORIES: ReadonlyMap<string, string> = new Map([
  ['github.com', '/anthropics'],
  ['huggingface.co', '/docs'],
  ['vercel.com', '/docs'],
  ['www.kaggle.com', '/docs'],
]);

const HOSTS = new Set(
  (
    'docs.python.org code.claude.com platform.claude.com modelcontextprotocol.io agentskills.io developer.mozilla.org ' +
    'nodejs.org react.dev nextjs.org vuejs.org angular.io tailwindcss.com getbootstrap.com jquery.com d3js.org ' +
    'threejs.org expressjs.com fastapi.tiangolo.com flask.palletsprojects.com docs.djangoproject.com ruby-doc.org ' +
    'doc.rust-lang.org en.cppreference.com learn.microsoft.com dotnet.microsoft.com docs.oracle.com docs.spring.io ' +
    'kotlinlang.org developer.apple.com developer.android.com docs.swift.org docs.flutter.dev reactnative.dev ' +
    'www.typescriptlang.org webpack.js.org jestjs.io selenium.dev numpy.org pandas.pydata.org matplotlib.org ' +
    'scikit-learn.org pytorch.org www.tensorflow.org keras.io jupyter.org www.postgresql.org dev.mysql.com ' +
    'www.sqlite.org redis.io www.mongodb.com graphql.org kubernetes.io www.terraform.io www.ansible.com ' +
    'docs.aws.amazon.com cloud.google.com docs.netlify.com devcenter.heroku.com git-scm.com nginx.org httpd.apache.org ' +
    'tomcat.apache.org hibernate.org maven.apache.org gradle.org spark.apache.org docs.unity.com docs.unrealengine.com ' +
    'www.php.net laravel.com symfony.com bun.sh redux.js.org asp.net requests.readthedocs.io docs.stripe.com'
  ).split(' '),
);
