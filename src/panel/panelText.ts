import { fill, localeFor } from '../wording/catalogue';
import { panel } from '../wording/panel';

export type PanelCode = keyof typeof panel.en;

/** The panel's words in a person's language. */
export type Say = (code: PanelCode, args?: Readonly<Record<string, string | number>>) => string;

/** Words for the language that the editor is shown in. */
export function sayIn(locale: string): Say {
  const sentences = panel[localeFor(locale)];
  return (code, args) => fill(sentences[code], args);
}
