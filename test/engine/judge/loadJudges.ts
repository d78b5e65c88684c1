import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { FileSystem } from '../../../src/engine/host';
import { type Judge, loadJudge } from '../../../src/engine/judge/judge';
import type { Message } from '../../../src/engine/prompt/message';
import type { JudgeReference } from '../../../src/engine/testset/testSet';
import { nodeFiles } from '../../../src/node/nodeFiles';
import { memoryFiles } from '../../support/memoryFiles';

/** The folder of the judges that come with Assay. */
export const JUDGES = fileURLToPath(new URL('../../../media/judges', import.meta.url));
/** Where the test set names the judge. */
export const PLACE = { start: { line: 1, character: 4 }, end: { line: 1, character: 15 } };

/** A workspace in memory beside the judges that come with Assay. */
export function filesWith(content: Record<string, string>, links: Record<string, string> = {}): FileSystem {
  const own = memoryFiles(content, links);
  const real = nodeFiles();
  const files = (path: string) => (path.startsWith(JUDGES) ? real : own);
  return {
    ...own,
    read: (path, options) => files(path).read(path, options),
    stat: (path) => files(path).stat(path),
    list: (path) => files(path).list(path),
    realPath: (path) => files(path).realPath(path),
  };
}

export function load(reference: string | Partial<JudgeReference>, content: Record<string, string> = {}, links = {}) {
  const full = {
    judge: '',
    name: typeof reference === 'string' ? reference : (reference.judge ?? ''),
    weight: 1,
    range: PLACE,
    ...(typeof reference === 'string' ? { judge: reference } : reference),
  };
  return loadJudge(full, {
    files: filesWith({ '/work/tests/a.test.yaml': '', ...content }, links),
    workspace: '/work',
    judgesFolder: JUDGES,
    testSetFile: '/work/tests/a.test.yaml',
  });
}

export async function loaded(
  reference: string | Partial<JudgeReference>,
  content: Record<string, string> = {},
): Promise<Judge> {
  const { judge, problems } = await load(reference, content);
  assert.deepEqual(problems, []);
  assert.ok(judge);
  return judge;
}

/** A judge of the user's own with some frontmatter and a template. */
export async function own(frontmatter: string, template = '{{output}}') {
  const text = frontmatter === '' ? template : `---\n${frontmatter}\n---\n${template}`;
  return load('./own.prompt', { '/work/tests/own.prompt': text });
}

/** Messages in a text that a person can read. */
export const textOf = (messages: readonly Message[]) =>
  messages.map(({ role, content }) => `[${role}] ${content.map(({ text }) => text).join('')}`).join('\n');

/** A case and an output. */
export const SUBJECT = {
  input: { question: '什麼是 RAG？' },
  output: '一種方法',
  expected: '檢索增強生成',
  context: ['第一段', '第二段'],
};
