import type { Range } from 'vscode-languageserver-types';

/** Why a name cannot be followed, or changed, everywhere: a code for a sentence, and where the reason stands. */
export interface Doubt {
  code: string;
  file: string;
  range?: Range;
  args?: Readonly<Record<string, string | number>>;
}
