/** A style sheet as a module; the bundle constructs it. */
declare module '*.css' {
  const sheet: CSSStyleSheet;
  export default sheet;
}
