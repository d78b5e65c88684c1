/** The messages between the editor and the preview: types only. Sentences come in the person's language. */

export type PreviewRole = 'user' | 'model' | 'tool' | 'system';

export interface PreviewState {
  locale: string;
  /** Rises with every state: a place that the page names is one of that state's. */
  version: number;
  /** The prompt's name. */
  file: string;
  /** It stays with this prompt, whatever else is opened. */
  locked: boolean;
  testCase: {
    /** The id, or what the values are instead. */
    label: string;
    /** `3 of 16`; empty where there is no choice. */
    position: string;
    /** Whether there are cases to choose from. */
    canChoose: boolean;
    /** Whether there is no test set, so that one may be made. */
    canCreate: boolean;
  };
  changes: {
    on: boolean;
    /** What is compared, or why nothing can be. */
    hint: string;
    possible: boolean;
  };
  /** Why it cannot be rendered as it is now: the messages are those of before. */
  error: { text: string; place: string } | null;
  notes: string[];
  messages: ShownMessage[];
  /** How the output is to be; null where nothing is said of it. */
  output: { format: string; schema: string } | null;
}

export interface ShownMessage {
  role: PreviewRole;
  /** It stands for the earlier turns of a conversation. */
  history: boolean;
  /** The place of its role tag; null where it has none. */
  place: number | null;
  parts: ShownPart[];
  /** Only in HEAD, only now, or in both. */
  change: 'removed' | 'added' | 'none';
}

export type ShownPart =
  | {
      kind: 'text';
      text: string;
      stretches: ShownStretch[];
      /** The text in HEAD, where it was another. */
      before: string | null;
    }
  | { kind: 'media'; url: string; contentType: string }
  | { kind: 'section'; name: string }
  | { kind: 'value'; text: string };

/** Part of a text that knows where it came from, by offsets in UTF-16 units. */
export interface ShownStretch {
  start: number;
  end: number;
  place: number;
  /** What it is: text of the template, a value, or one whose own place is known. */
  kind: 'text' | 'value' | 'placed-value';
}

export type ToPreview =
  | { type: 'state'; state: PreviewState }
  /** Tokens of each message and what all of it takes, once they are counted. */
  | { type: 'counts'; version: number; messages: string[]; total: string }
  /** What the cursor in an editor is in. */
  | { type: 'cursor'; version: number; places: number[] };

export type FromPreview =
  | { type: 'ready' }
  /** Go to a place: so many characters into its text, or to the value that its tag brought. */
  | { type: 'open'; version: number; place: number; offset: number; value: boolean }
  | { type: 'openError' }
  | { type: 'chooseCase' }
  | { type: 'step'; by: 1 | -1 }
  | { type: 'createTests' }
  | { type: 'toggleLock' }
  | { type: 'toggleChanges' };
