import type { PreviewRole, PreviewState, ShownMessage, ShownPart, ToPreview } from '../../src/protocol/preview';

type TextPart = Extract<ShownPart, { kind: 'text' }>;

/**
 * A text with its stretches: `[text]` came from a line, `{text}` from a value, `<text>` from a value whose own place is known.
 * @param first number of the first place
 */
export function traced(written: string, first = 0, before: string | null = null): TextPart {
  const kinds = { '[': 'text', '{': 'value', '<': 'placed-value' } as const;
  const stretches: TextPart['stretches'] = [];
  let text = '';
  let place = first;
  for (const [, open, inside, rest] of written.matchAll(/([[{<])([^\]}>]*)[\]}>]|([^[{<]+)/g)) {
    if (rest !== undefined) {
      text += rest;
      continue;
    }
    const start = text.length;
    text += inside;
    stretches.push({ start, end: text.length, place: place++, kind: kinds[open as keyof typeof kinds] });
  }
  return { kind: 'text', text, stretches, before };
}

export function message(role: PreviewRole, parts: ShownPart[], over: Partial<ShownMessage> = {}): ShownMessage {
  return { role, history: false, place: null, parts, change: 'none', ...over };
}

const MESSAGES = [
  message(
    'system',
    [
      traced(
        '[Answer only from the context. If it is not there, say that you do not know.]\n[Tone:] {kind}\n\t[with tabs,   and spaces]\n',
        1,
      ),
    ],
    { place: 0 },
  ),
  message(
    'user',
    [traced('<RAG 結合了檢索系統和生成模型，從外部知識庫檢索信息。🙂>\n\n[Question:] <什麼是 RAG？>', 11)],
    {
      place: 10,
    },
  ),
];

export function state(over: Partial<PreviewState> = {}): PreviewState {
  return {
    locale: 'en',
    version: 1,
    file: 'answer.prompt',
    locked: false,
    testCase: { label: 'Case: rag', position: '3 of 16', canChoose: true, canCreate: false },
    changes: { on: true, hint: 'Words added and removed since HEAD are marked.', possible: true },
    error: null,
    notes: [],
    messages: MESSAGES,
    output: { format: 'json', schema: '{\n  "type": "object"\n}' },
    ...over,
  };
}

const shown = (over: Partial<PreviewState> = {}): ToPreview => ({ type: 'state', state: state(over) });

const long = 'long-name-without-a-place-to-break-at-'.repeat(6);

/** Each state as the editor sends it. */
export const PREVIEW_STATES: Readonly<Record<string, ToPreview[]>> = {
  usual: [
    shown(),
    {
      type: 'counts',
      version: 1,
      messages: ['41 tokens', '38 tokens'],
      total: '79 tokens of 128,000 · $0.000012 a call, without the answer',
    },
    { type: 'cursor', version: 1, places: [1] },
  ],
  changed: [
    shown({
      messages: [
        message(
          'system',
          [
            traced(
              '[Answer only from the context.]\n[Be short.]\n',
              1,
              'Answer from the passages below and nothing else.\nBe short.\n',
            ),
          ],
          { place: 0 },
        ),
        message('model', [traced('[Sure.]', 20)], { place: 19, change: 'added' }),
        message('user', [traced('Old question', 40)], { change: 'removed' }),
        message('user', [traced('<什麼是 RAG？>', 30)], { place: 29 }),
      ],
    }),
  ],
  parts: [
    shown({
      messages: [
        message('user', [], { history: true }),
        message('tool', [
          { kind: 'value', text: '{\n  "toolResponse": { "name": "search" }\n}' },
          { kind: 'section', name: 'tools' },
          { kind: 'media', url: `https://example.org/${long}.png`, contentType: 'image/png' },
          traced('[text]', 50),
        ]),
      ],
      output: { format: 'text', schema: '' },
    }),
  ],
  broken: [
    shown({
      error: { text: 'Role “Boss” does not exist. Write system, user, model or tool.', place: 'answer.prompt:7' },
    }),
  ],
  'broken from the beginning': [
    shown({
      messages: [],
      output: null,
      error: { text: `There is no file _${long}.prompt.`, place: 'answer.prompt:7' },
      testCase: { label: 'Sample values', position: '', canChoose: false, canCreate: true },
    }),
  ],
  samples: [
    shown({
      testCase: { label: 'Sample values', position: '', canChoose: false, canCreate: true },
      notes: [
        'There is no case: defaults are shown, and for other variables samples of their type.',
        'No value for question, context: rendered as nothing.',
      ],
      changes: {
        on: true,
        possible: false,
        hint: 'This folder is in no git repository, so that nothing can be compared.',
      },
      messages: [message('user', [traced('{‹question›}')])],
      output: null,
      locked: true,
    }),
  ],
  empty: [shown({ messages: [], output: null })],
  'long words': [
    shown({
      file: `${long}.prompt`,
      testCase: { label: `Case: ${long}`, position: '10,000 of 10,000', canChoose: true, canCreate: false },
      messages: [message('user', [traced(`<${long}${long}>`)])],
    }),
  ],
  'zh-tw': [
    shown({
      locale: 'zh-tw',
      testCase: { label: '案例：rag', position: '第 3 個，共 16 個', canChoose: true, canCreate: false },
    }),
    { type: 'counts', version: 1, messages: ['41 個 token', '38 個 token'], total: '79 個 token，上限 128,000' },
  ],
};
