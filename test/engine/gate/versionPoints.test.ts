import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import type { GatedChange } from '../../../src/engine/gate/gatedChange';
import type { GatedPrompt } from '../../../src/engine/gate/gateResult';
import type { VersionPoint } from '../../../src/engine/versions/versionPoint';
import { commitAll, git, initRepository } from '../../support/gitRepository';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { questions, type TestWorkspace, testWorkspace } from '../evaluate/testWorkspace';

const prompt = (instruction: string) => `---\nmodel: test/model-a\n---\n${instruction}\n{{> style}}\n{{question}}\n`;

const tests = (count: number, check = 'good') =>
  `checks:\n  - contains: ${check}\ncases:\n${questions(count)
    .map((id) => `  - { id: ${id}, input: { question: ${id} } }\n`)
    .join('')}`;

describe('versions of a prompt, committed or not', () => {
  let server: ModelServer;
  let at: TestWorkspace;

  beforeEach(async () => {
    server = await startModelServer();
    server.answer(({ body }) => ({ text: JSON.stringify(body.messages).includes('好') ? 'good' : 'bad' }));
    at = await testWorkspace(server.url, {
      '.gitignore': '.assay/\n',
      'answer.prompt': prompt('Be bad.'),
      '_style.prompt': 'Plainly.',
      'answer.test.yaml': tests(8),
    });
    await initRepository(at.folder);
  });
  afterEach(async () => {
    await at.dispose();
    await server.close();
  });

  const gate = (change: GatedChange, recordedOnly = false) =>
    at.engine.gate(at.folder, change, { recordedOnly, workspaceOf: async () => at.folder });

  async function compare(before: VersionPoint, after: VersionPoint, recordedOnly = false): Promise<GatedPrompt> {
    const file = at.path('answer.prompt');
    const { prompts } = await gate({ kind: 'versions', file, before, after }, recordedOnly);
    assert.equal(prompts.length, 1);
    return prompts[0] as GatedPrompt;
  }

  const HEAD: VersionPoint = { revision: 'HEAD' };
  const places = ({ changed }: GatedPrompt) => changed.map((file) => file.slice(at.folder.length + 1));

  it('are compared whether they are committed, staged or saved', async () => {
    await at.write({ 'answer.prompt': prompt('Be 好.') });
    await git(at.folder, 'add', 'answer.prompt');
    await at.write({ 'answer.prompt': prompt('Be bad again.') });
    const verdict = async (before: VersionPoint, after: VersionPoint) => {
      const { verdict, reason } = await compare(before, after);
      return `${verdict} ${reason}`;
    };
    assert.equal(await verdict(HEAD, 'staged'), 'improved evidence');
    assert.equal(await verdict('staged', 'saved'), 'regressed evidence');
    assert.equal(await verdict(HEAD, 'saved'), 'unchanged margin');
    assert.equal(await verdict('staged', HEAD), 'regressed evidence');
    // Three texts of eight cases, each paid for once.
    assert.equal(server.chats.length, 24);
  });

  it('tell the files that differ, partials and test sets too, and none where nothing does', async () => {
    assert.deepEqual(places(await compare(HEAD, 'saved', true)), []);
    await at.write({ '_style.prompt': 'Plainly 好.', 'answer.test.yaml': tests(9), 'other.prompt': 'x' });
    assert.deepEqual(places(await compare(HEAD, 'saved', true)).sort(), ['_style.prompt', 'answer.test.yaml']);
    assert.deepEqual(places(await compare(HEAD, 'staged', true)), []);
  });

  it('are known by what is on record, without a call', async () => {
    await at.write({ 'answer.prompt': prompt('Be 好.') });
    const unknown = await compare(HEAD, 'saved', true);
    assert.deepEqual([unknown.verdict, unknown.reason], ['inconclusive', 'not-evaluated']);
    assert.equal(server.chats.length, 0);
    await compare(HEAD, 'saved');
    assert.equal(server.chats.length, 16);
    const known = await compare(HEAD, 'saved', true);
    assert.deepEqual([known.verdict, known.comparison?.before, known.comparison?.after], ['improved', 0, 1]);
    // What is saved is looked at also where something else is staged.
    await at.write({ 'new.prompt': 'x' });
    await git(at.folder, 'add', 'new.prompt');
    const { prompts } = await gate({ kind: 'saved' }, true);
    const verdicts = prompts.map(({ file, verdict }) => `${file.slice(at.folder.length + 1)} ${verdict}`);
    assert.ok(verdicts.includes('answer.prompt improved'), verdicts.join());
    assert.equal(server.chats.length, 16);
  });

  it('follow the prompt where it was renamed and that is not committed', async () => {
    await rename(at.path('answer.prompt'), at.path('reply.prompt'));
    await rename(at.path('answer.test.yaml'), at.path('reply.test.yaml'));
    await git(at.folder, 'add', '--all');
    const file = at.path('reply.prompt');
    const { prompts } = await gate({ kind: 'versions', file, before: HEAD, after: 'saved' }, true);
    assert.equal(prompts[0]?.previous, at.path('answer.prompt'));
    assert.equal(prompts[0]?.reason, 'same');
  });

  it('are new before the first commit that has them, and gone after the last', async () => {
    await at.write({ 'late.prompt': prompt('Late.'), 'late.test.yaml': tests(6) });
    const file = at.path('late.prompt');
    const added = await gate({ kind: 'versions', file, before: HEAD, after: 'saved' }, true);
    assert.equal(added.prompts[0]?.reason, 'new');
    const gone = await gate({ kind: 'versions', file, before: 'saved', after: HEAD }, true);
    assert.equal(gone.prompts[0]?.reason, 'deleted');
  });

  it('are run on the test set of today, with their partials as they were', async () => {
    const first = await git(at.folder, 'rev-parse', 'HEAD');
    await at.write({
      'answer.prompt': prompt('Be 好.'),
      '_style.prompt': 'Loudly.',
      'answer.test.yaml': tests(3, 'bad'),
    });
    await commitAll(at.folder, 'second');
    const place = { file: at.path('answer.prompt'), point: { revision: first } };
    const plan = await at.engine.planVersion(place, { workspace: at.folder });
    assert.deepEqual(plan.problems, []);
    const run = await at.engine.evaluate(plan, { version: 'first' });
    assert.equal(run.summary?.passed, 3);
    assert.match(JSON.stringify(server.chats[0]?.body.messages), /Be bad\..*Plainly\./);
    // A run of another version is not taken for the prompt's last one.
    assert.equal(await at.engine.lastRun(at.path('answer.prompt'), at.folder), undefined);
    const score = await at.engine.versionScore(place, { workspace: at.folder });
    assert.deepEqual([score?.mean, score?.cases], [1, 3]);
  });

  it('have their own problems, with their partials as they were', async () => {
    await at.write({ 'answer.prompt': prompt('{{#if}}') });
    const broken = await commitAll(at.folder, 'broken');
    await at.write({ 'answer.prompt': prompt('Whole again.') });
    const codes = async (point: VersionPoint) => {
      const { problems } = await at.engine.inspectVersion(
        { file: at.path('answer.prompt'), point },
        { workspace: at.folder },
      );
      return problems.filter(({ severity }) => severity === 'error').length;
    };
    assert.ok((await codes({ revision: broken })) > 0);
    assert.equal(await codes('saved'), 0);
    assert.equal(await codes({ revision: `${broken}~1` }), 0);
  });
});
