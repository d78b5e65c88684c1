import assert from 'node:assert/strict';
import { appendFile, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { FileError } from '../../../../src/engine/host';
import { currentLabels, LabelStore, type NewLabel } from '../../../../src/engine/judge/labels';
import { labelFile } from '../../../../src/engine/judge/labels/labelFile';
import { nodeFiles } from '../../../../src/node/nodeFiles';
import { GitFolder } from '../../../support/gitRepository';

const ADA = 'Ada <ada@example.com>';
const BOB = 'Bob <bob@example.com>';
const SUBJECT = { prompt: 'answer.prompt', caseId: 'rag', output: '檢索\n然後回答 😀' };

describe('the store of labels', () => {
  let at: GitFolder;
  let seconds: number;
  beforeEach(async () => {
    at = await GitFolder.make();
    seconds = 0;
  });
  afterEach(() => at.dispose());

  const storeIn = (path = at.path) =>
    new LabelStore({
      files: nodeFiles(),
      clock: { now: () => new Date(Date.UTC(2026, 0, 2, 3, 4, seconds++)) },
      folder: `${path}/.assay/labels`,
      workspace: path,
    });
  const give = (change: NewLabel['change'], over: Partial<NewLabel> = {}): NewLabel => ({
    subject: SUBJECT,
    change,
    by: ADA,
    ...over,
  });
  const fileOf = (by: string) => at.file(`.assay/labels/${labelFile('answer.prompt', by)}`);
  const linesOf = async (by: string) => (await readFile(fileOf(by), 'utf8')).split('\n');

  it('keeps one line for each label that was ever given, its keys in one order', async () => {
    const store = storeIn();
    const first = await store.add(
      give({ score: 4 }, { subject: { ...SUBJECT, judge: 'correctness', input: { question: '?' }, expected: 'x' } }),
    );
    assert.ok(first);
    await store.add(give({ score: 2 }, { subject: { ...SUBJECT, judge: 'correctness' } }));
    const [line, second, end] = await linesOf(ADA);
    assert.equal(end, '');
    assert.equal(
      line,
      `{"id":"${first.id}","at":"2026-01-02T03:04:00.000Z","by":"${ADA}","prompt":"answer.prompt","caseId":"rag",` +
        `"judge":"correctness","score":4,"min":1,"max":5,"outputDigest":"${first.outputDigest}",` +
        `"output":"檢索\\n然後回答 😀","input":{"question":"?"},"expected":"x"}`,
    );
    assert.equal((JSON.parse(second ?? '') as { replaces: string }).replaces, first.id);
  });

  it('adds what is said to what was said before, and null takes a part back', async () => {
    const store = storeIn();
    await store.add(give({ thumb: 'down' }));
    await store.add(give({ corrected: 'Better.', note: 'Too vague' }));
    await store.add(give({ thumb: null }));
    const [label, ...others] = await store.forOutput(SUBJECT);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [label?.thumb, label?.corrected, label?.note, label?.score],
      [undefined, 'Better.', 'Too vague', undefined],
    );
    assert.equal(await store.add(give({ corrected: null, note: null })), undefined);
    assert.deepEqual(await store.forOutput(SUBJECT), []);
    assert.equal((await store.all('answer.prompt')).labels.at(-1)?.withdrawn, true);
  });

  it('keeps every one of many that are given at once', async () => {
    const store = storeIn();
    await Promise.all([
      store.add(give({ thumb: 'up' })),
      store.add(give({ score: 5 })),
      store.add(give({ note: 'Good' })),
    ]);
    const [label] = await store.forOutput(SUBJECT);
    assert.deepEqual([label?.thumb, label?.score, label?.note], ['up', 5, 'Good']);
  });

  it('writes nothing where nothing changes', async () => {
    const store = storeIn();
    await store.add(give({ score: null }));
    assert.deepEqual(await readdir(at.path), []);
    await store.add(give({ score: 3 }));
    await store.add(give({ score: 3 }));
    assert.equal((await linesOf(ADA)).length, 2);
  });

  it('refuses a score that is not on the scale', async () => {
    await assert.rejects(storeIn().add(give({ score: 7 })), RangeError);
    await assert.rejects(storeIn().add(give({ score: Number.NaN })), RangeError);
    const label = await storeIn().add(give({ score: 7 }, { scale: { min: 0, max: 10 } }));
    assert.deepEqual([label?.score, label?.min, label?.max], [7, 0, 10]);
  });

  it('knows a label of another output of the same case as another one', async () => {
    const store = storeIn();
    await store.add(give({ score: 3 }));
    assert.deepEqual(await store.forOutput({ ...SUBJECT, output: 'Something else.' }), []);
  });

  it('loses one torn line only, and says where it is', async () => {
    const store = storeIn();
    await store.add(give({ score: 3 }));
    await appendFile(fileOf(ADA), '{"id":"torn","at":"2026');
    await store.add(give({ score: 4 }));
    const { labels, problems } = await store.all();
    assert.deepEqual(
      labels.map(({ score }) => score),
      [3, 4],
    );
    assert.deepEqual(
      problems.map(({ code, file, range }) => [code, file, range.start.line]),
      [['label.not-json', fileOf(ADA), 1]],
    );
  });

  it('tells what is wrong with lines that others have written', async () => {
    const store = storeIn();
    await store.add(give({ score: 3 }));
    const [good = ''] = await linesOf(ADA);
    const changed = (part: object) => JSON.stringify({ ...(JSON.parse(good) as object), id: 'x', ...part });
    const lines = [
      '<<<<<<< HEAD',
      '[]',
      changed({ by: 7 }),
      changed({ score: 9 }),
      changed({ score: undefined }),
      changed({ at: 'yesterday' }),
      changed({ output: 'another text' }),
      changed({ thumb: 'sideways' }),
      `${good}\r`,
      changed({ unheardOf: true }),
    ];
    await writeFile(at.file('.assay/labels/others.jsonl'), lines.join('\n'));
    const { labels, problems } = await store.all();
    assert.deepEqual(
      problems.map(({ code, range, args }) => [range.start.line, code, args?.detail ?? '']),
      [
        [0, 'label.conflict', ''],
        [1, 'label.not-a-label', ''],
        [2, 'label.not-a-label', 'by'],
        [3, 'label.off-scale', '9'],
        [4, 'label.not-a-label', 'score'],
        [5, 'label.not-a-label', 'at'],
        [6, 'label.other-output', ''],
        [7, 'label.not-a-label', 'thumb'],
      ],
    );
    assert.equal(labels.length, 2);
    assert.ok(labels.every((label) => !('unheardOf' in label)));
  });

  it('neither writes nor reads where a link leads out of the workspace', async () => {
    const outside = await GitFolder.make();
    try {
      await outside.write({ 'mine.txt': 'mine\n' });
      await at.write({ '.assay/labels/.keep': '' });
      await symlink(outside.file('mine.txt'), fileOf(ADA));
      const refused = (error: unknown) => error instanceof FileError && error.code === 'no-access';
      await assert.rejects(storeIn().add(give({ score: 3 })), refused);
      assert.equal(await readFile(outside.file('mine.txt'), 'utf8'), 'mine\n');
      assert.deepEqual(await storeIn().all(), { labels: [], problems: [] });
      await symlink(outside.file('new.txt'), fileOf(BOB));
      await assert.rejects(storeIn().add(give({ score: 3 }, { by: BOB })), refused);
      assert.deepEqual(await readdir(outside.path), ['mine.txt']);
    } finally {
      await outside.dispose();
    }
  });

  it('lets git merge what two people have said, and what one has said on two branches', async () => {
    await at.commit('first', { 'answer.prompt': 'Answer: {{question}}\n' });
    await at.git('checkout', '--quiet', '-b', 'bob');
    await storeIn().add(give({ score: 2 }, { by: BOB }));
    await storeIn().add(give({ thumb: 'down' }));
    await at.commit('labels on a branch');
    await at.git('checkout', '--quiet', 'main');
    await storeIn().add(give({ score: 5 }));
    await storeIn().add(give({ score: 4 }, { subject: { ...SUBJECT, judge: 'tone' } }));
    await at.commit('labels on main');
    await at.git('merge', '--quiet', '--no-edit', 'bob');
    const { labels, problems } = await storeIn().all('answer.prompt');
    assert.deepEqual(problems, []);
    assert.equal(labels.length, 4);
    const current = currentLabels(labels);
    assert.deepEqual(
      current.map(({ by, judge, score }) => [by, judge, score]),
      [
        [BOB, undefined, 2],
        [ADA, undefined, 5],
        [ADA, 'tone', 4],
      ],
    );
  });
});
