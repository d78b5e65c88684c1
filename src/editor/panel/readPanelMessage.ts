import type { FromPanel } from '../../protocol/panel';

type Kind = keyof typeof KINDS;
type Fields = Readonly<Record<string, Kind>>;

const KINDS = {
  string: (value: unknown) => typeof value === 'string',
  line: (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0,
  'string or null': (value: unknown) => value === null || typeof value === 'string',
  'text?': (value: unknown) => value == null || typeof value === 'string',
  'score?': (value: unknown) => value == null || Number.isFinite(value),
  'thumb?': (value: unknown) => value == null || value === 'up' || value === 'down',
} as const;

/** What each message must carry beside its type. */
const MESSAGES: { readonly [Type in FromPanel['type']]: Fields } = {
  ready: {},
  run: {},
  runFailed: {},
  runCase: { caseId: 'string' },
  stop: {},
  openCase: { caseId: 'string' },
  openPrompt: {},
  openVersion: { key: 'string' },
  compareWithHead: {},
  showJudge: { judge: 'string' },
  openTests: {},
  openProblem: { file: 'string', line: 'line' },
  unfold: { caseId: 'string' },
  fold: { caseId: 'string' },
  label: {
    caseId: 'string',
    output: 'string',
    judge: 'string or null',
    score: 'score?',
    thumb: 'thumb?',
    corrected: 'text?',
    note: 'text?',
  },
  useAsExpected: { caseId: 'string', output: 'string' },
  createTests: {},
  setApiKey: {},
  useLocalModel: {},
  useBaseline: {},
  manageTrust: {},
  newPrompt: {},
  openSample: {},
  showLog: {},
  openInTab: {},
  copy: { text: 'string' },
};

/** Takes a message from the webview as what it claims to be, or not at all. */
export function readPanelMessage(value: unknown): FromPanel | undefined {
  return isFromPanel(value) ? value : undefined;
}

function isFromPanel(value: unknown): value is FromPanel {
  if (typeof value !== 'object' || value === null) return false;
  const message = new Map<string, unknown>(Object.entries(value));
  const type = message.get('type');
  if (typeof type !== 'string' || !isType(type)) return false;
  return Object.entries(MESSAGES[type]).every(([name, kind]) => KINDS[kind](message.get(name)));
}

function isType(type: string): type is FromPanel['type'] {
  return Object.hasOwn(MESSAGES, type);
}
