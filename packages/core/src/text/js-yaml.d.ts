// They bring no types along. Both only judge what our writer writes.
declare module 'js-yaml' {
  export function load(text: string): unknown;
}
declare module 'js-yaml-3' {
  export function load(text: string): unknown;
}
