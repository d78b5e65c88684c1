/** Turns a text that people will want to change into what an editor stops at; the text itself where there is no editor. */
export type Place = (text: string) => string;

/** Leaves a text as it is. */
export const asWritten: Place = (text) => text;

/** The languages that new files are written in. */
export type FileLanguage = 'en' | 'zh-TW';
