// The types that come with it say nothing of the part without a compiler.
declare module 'handlebars/runtime.js' {
  type Template = (context: object, options?: { readonly helpers: object; readonly partials: object }) => string;
  const Handlebars: { readonly template: (compiled: object) => Template };
  export default Handlebars;
}
