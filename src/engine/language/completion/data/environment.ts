import type { LanguageContext } from '../../languageContext';

/** What the shapes of a file may ask. */
export interface DataEnvironment {
  /** The file that is being written, absolute. */
  file: string;
  text: string;
  context: LanguageContext;
  /** Told that more will be known in a moment. */
  pending(): void;
}
