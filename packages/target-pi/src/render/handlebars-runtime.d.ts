// The types that come with it say nothing of the part without a compiler.
declare module 'handlebars/runtime.js' {
  const Handlebars: { readonly template: (compiled: object) => (context: object) => string };
  export default Handlebars;
}
