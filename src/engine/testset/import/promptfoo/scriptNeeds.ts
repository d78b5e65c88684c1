/** What of `context` promptfoo gives a function and Assay does not (promptfoo/promptfoo, src/types/index.ts). */
const OTHER_CONTEXT = /\bcontext\s*\??\.\s*(prompt|test|logProbs|provider|providerResponse|trace|metadata)\b/g;

/** What Node gives a program, and a script here does not have. */
const OF_NODE = /(?<![\w$.])(require|fetch|setTimeout|setInterval|process|Buffer|Intl)\s*\??[.(]/g;

/** promptfoo parses an output that is JSON; here it is text. */
const OF_OUTPUT = /(?<![\w$.])output\s*\??\.\s*([\w$]+)/g;
const OF_TEXT = new Set(Object.getOwnPropertyNames(String.prototype));

const PROPERTY = /\bvars\s*\??\.\s*([\p{ID_Continue}$]+)/gu;
const KEY = /\bvars\s*(?:\?\.)?\[\s*(["'`])(.{1,100}?)\1\s*\]/g;
const TAKEN_APART = /\{([^{}]*)\}\s*=\s*(?:context\s*\??\.\s*)?vars\b|\bvars\s*:\s*\{([^{}]*)\}/g;

/** What a function reads, as far as its text shows: it is never run to find out. */
export interface ScriptNeeds {
  /** The test's variables. */
  variables: Set<string>;
  /** What it does not get here: `context.prompt`, `require`, `output.answer`. */
  missing: string[];
}

/** @param code JavaScript of an assertion of promptfoo's */
export function scriptNeeds(code: string): ScriptNeeds {
  const found = (pattern: RegExp) => [...code.matchAll(pattern)].map(([, name = '']) => name);
  const missing = [
    ...found(OTHER_CONTEXT).map((name) => `context.${name}`),
    ...found(OF_NODE),
    ...found(OF_OUTPUT)
      .filter((name) => !OF_TEXT.has(name))
      .map((name) => `output.${name}`),
  ];
  const variables = new Set(found(PROPERTY));
  for (const [, , name = ''] of code.matchAll(KEY)) variables.add(name);
  for (const [, before = '', inside = ''] of code.matchAll(TAKEN_APART)) {
    for (const [name] of `${before} ${inside}`.matchAll(/[\p{ID_Continue}$]+/gu)) variables.add(name);
  }
  return { variables, missing: [...new Set(missing)] };
}
