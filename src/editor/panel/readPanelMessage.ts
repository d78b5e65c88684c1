import type { FromPanel } from '../../protocol/panel';

type Fields = Readonly<Record<string, 'string' | 'line'>>;

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
  openTests: {},
  openProblem: { file: 'string', line: 'line' },
  unfold: { caseId: 'string' },
  fold: { caseId: 'string' },
  createTests: {},
  setApiKey: {},
  useLocalModel: {},
  useBaseline: {},
  manageTrust: {},
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
  return Object.entries(MESSAGES[type]).every(([name, kind]) => {
    const field = message.get(name);
    return kind === 'string' ? typeof field === 'string' : Number.isSafeInteger(field) && Number(field) >= 0;
  });
}

function isType(type: string): type is FromPanel['type'] {
  return Object.hasOwn(MESSAGES, type);
}
