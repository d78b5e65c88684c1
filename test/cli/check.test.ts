import assert from 'node:assert/strict';
import { type Playground, playground } from './assay';

const PROMPT = `---
model: openai/gpt-4o-mini
input:
  schema:
    question: string
---
{{question}}
`;

describe('assay check', function () {
  this.timeout(30_000);
  let at: Playground;

  const open = async (files: Record<string, string>) => {
    at = await playground({ 'answer.prompt': PROMPT, ...files });
  };

  afterEach(() => at.dispose());

  it('has nothing to say about good files, and needs no key', async () => {
    await open({ 'answer.test.yaml': 'cases:\n  - id: a\n    input: { question: x }\n' });
    const { code, stdout, stderr } = await at.assay('check', 'answer.prompt');
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /No problems in 2 files/);
  });

  it('shows problems of a prompt and of its test set at their places', async () => {
    await open({ 'answer.test.yaml': 'cases:\n  - id: 檢索\n    input: { quesion: x }\n' });
    const { code, stdout } = await at.assay('check', 'answer.prompt');
    assert.equal(code, 2);
    assert.match(stdout, /^answer\.test\.yaml:\d+:\d+: error: .+ \[testset\.[a-z-]+\]$/m);
  });

  it('takes the test set of a judge for what people think of outputs', async () => {
    const judge = 'Judge from {{min}} to {{max}}, between {{boundary}}:\n{{output}}\n';
    const cases =
      'cases:\n  - id: a\n    input: { question: q, output: x }\n    expected: [3, null]\n  - id: b\n    input: { output: y }\n    expected: 4\n';
    await open({ 'judges/tone.prompt': judge, 'judges/tone.test.yaml': cases });
    const good = await at.assay('check', 'judges');
    assert.deepEqual([good.code, good.stdout], [0, ''], good.stderr);
    await at.write({ 'judges/tone.test.yaml': cases.replace('output: y', 'outptu: y').replace('[3, null]', '9') });
    const { code, stdout } = await at.assay('check', 'judges');
    assert.equal(code, 2);
    assert.match(stdout, /^judges\/tone\.test\.yaml:4:15: error: .+ \[calibrate\.off-scale\]$/m);
    assert.match(stdout, /^judges\/tone\.test\.yaml:5:9: error: .+ \[calibrate\.no-output\]$/m);
    const run = await at.assay('eval', 'judges/tone.prompt');
    assert.equal(run.code, 2);
    assert.match(run.stderr, /tone\.prompt is a judge, .+ \[evaluate\.is-judge\]/);
    assert.doesNotMatch(run.stderr, /no-model/);
  });

  it('finds broken YAML and broken templates without sending them anywhere', async () => {
    await open({ 'yaml.prompt': '---\nmodel: [\n---\nx', 'template.prompt': '{{#each}}' });
    const { code, stdout } = await at.assay('check', 'yaml.prompt', 'template.prompt');
    assert.equal(code, 2);
    assert.match(stdout, /^template\.prompt:1:\d+: error: /m);
    assert.match(stdout, /^yaml\.prompt:[23]:\d+: error: /m);
  });

  it('prints JSON for programs, lines and columns from 1', async () => {
    await open({ 'answer.test.yaml': 'cases:\n  - id: 檢索\n    input: { quesion: x }\n' });
    const { stdout } = await at.assay('check', '.', '--format', 'json');
    const problems = JSON.parse(stdout);
    assert.ok(problems.length > 0);
    for (const { file, line, column, severity, code, message } of problems) {
      assert.deepEqual([file, severity], ['answer.test.yaml', 'error']);
      assert.ok(line >= 2 && column >= 1);
      assert.match(code, /^testset\./);
      assert.ok(message.length > 10);
    }
  });

  it('prints an empty list where there are none', async () => {
    await open({});
    assert.deepEqual(JSON.parse((await at.assay('check', 'answer.prompt', '--format', 'json')).stdout), []);
  });

  const WARNING = '---\nmodel: opnai/gpt-4o\ninput:\n  schema: { question: string, old: string }\n---\n{{question}}\n';

  it('ends with 0 for warnings alone, and with 2 where they count', async () => {
    await open({ 'warning.prompt': WARNING });
    const loose = await at.assay('check', 'warning.prompt');
    assert.deepEqual([loose.code, loose.stderr], [0, '0 errors, 1 warnings, 1 others\n']);
    assert.match(loose.stdout, /^warning\.prompt:2:8: warning: .+ \[model\.unknown-provider-suggestion\]$/m);
    assert.match(loose.stdout, /^warning\.prompt:4:31: hint: .+ \[prompt\.unused-variable\]$/m);
    assert.equal((await at.assay('check', '--strict', 'warning.prompt')).code, 2);
    assert.equal((await at.assay('check', '--strict', 'answer.prompt')).code, 0);
  });

  it('goes through folders: prompts, partials, judges and test sets, each finding once', async () => {
    await open({
      'sub/a.prompt': '{{> style}}{{question}}',
      'sub/_style.prompt': 'Be brief.{{/if}}',
      '_unused.prompt': '短。',
      'judges/tone.prompt': '---\nassay.scale: 1-5\nassay.threshold: 9\n---\n{{output}}',
      'judges/tone.test.yaml': 'cases:\n  - input: { output: x }\n',
      'answer.test.yaml': 'judges: [./judges/tone.prompt]\ncases:\n  - input: { question: x }\n',
      'other.test.yaml': 'nothing: of ours\n',
    });
    const { code, stdout } = await at.assay('check', '.', '--format', 'json');
    assert.equal(code, 2);
    const found = JSON.parse(stdout) as { file: string; severity: string; code: string }[];
    assert.deepEqual(
      found.map((each) => `${each.file} ${each.severity} ${each.code}`),
      [
        '_unused.prompt info prompt.unused-partial',
        'judges/tone.prompt error judge.bad-threshold',
        'sub/_style.prompt error prompt.close-without-open',
      ],
    );
  });

  it('looks into a test set that is named, whatever it belongs to', async () => {
    await open({ 'alone.test.yaml': 'cases: [\n' });
    const { code, stdout } = await at.assay('check', 'alone.test.yaml');
    assert.equal(code, 2);
    assert.match(stdout, /testset\.yaml-syntax/);
  });

  it('says what cannot be read', async () => {
    await open({ 'big.prompt': 'x'.repeat(300 * 1024) });
    const { code, stdout } = await at.assay('check', 'big.prompt');
    assert.equal(code, 2);
    assert.match(stdout, /prompt\.too-large/);
  });

  it('finds what the language finds, no more and no less', async () => {
    const files = {
      'a.prompt': WARNING.replace('{{question}}', '{{qestion}} {{> style}} a\u200Bb'),
      '_style.prompt': '{{tone}}',
      'a.test.csv': 'question,extra\nx,y\n',
    };
    await open(files);
    const { createLanguageService } = await import('../../src/engine/language/languageService');
    const { nodeFiles } = await import('../../src/node/nodeFiles');
    const { KNOWN_ENDPOINTS } = await import('../../src/engine/model/knownEndpoints');
    const clock = { now: () => new Date(0), monotonic: () => performance.now() };
    const host = { files: nodeFiles(), clock, judgesFolder: '/nowhere' };
    const service = createLanguageService({ host, say: (code) => code, endpoints: () => KNOWN_ENDPOINTS });
    await service.index(at.folder).whole();
    const wanted = new Set<string>();
    for (const [name, text] of Object.entries(files)) {
      const asked = { file: at.path(name), text, workspace: at.folder };
      for (const { file, code, severity, range } of [
        ...(await service.diagnostics(asked)),
        ...(await service.idleDiagnostics(asked)),
      ]) {
        wanted.add(
          `${file.slice(at.folder.length + 1)}:${range.start.line + 1}:${range.start.character + 1} ${severity} ${code}`,
        );
      }
    }
    const { stdout } = await at.assay('check', 'a.prompt', '_style.prompt', 'a.test.csv', '--format', 'json');
    const found = (JSON.parse(stdout) as Record<string, string>[]).map(
      ({ file, line, column, severity, code }) => `${file}:${line}:${column} ${severity} ${code}`,
    );
    assert.ok(found.length > 4);
    assert.deepEqual([...new Set(found)].sort(), [...wanted].sort());
  });

  for (const args of [['missing.prompt'], ['notes.txt'], ['empty'], ['answer.prompt', '--format', 'xml']]) {
    it(`ends with 2 for ${args.join(' ')}`, async () => {
      await open({ 'notes.txt': 'x', 'empty/readme.md': 'x' });
      const { code, stderr } = await at.assay('check', ...args);
      assert.equal(code, 2);
      assert.ok(stderr.length > 10);
    });
  }
});
