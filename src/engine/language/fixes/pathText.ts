/** What Handlebars takes for a name as it stands (handlebars.l, 4.7). */
const PLAIN = /^[^\s!"#%-,./;->@[-^`{-~]+$/;

/** A name as it is written in a template: in brackets where it could not stand by itself. */
export function pathText(name: string): string {
  return PLAIN.test(name) && !/^(?:this|true|false|null|undefined|else|-?\d+(?:\.\d+)?)$/.test(name)
    ? name
    : `[${name}]`;
}
