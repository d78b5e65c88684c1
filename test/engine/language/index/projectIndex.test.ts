import assert from 'node:assert/strict';
import { languageWorkspace, textIn, WORKSPACE } from '../languageWorkspace';

const TEXTS = {
  'answer.prompt':
    '---\nmodel: x\ninput:\n  default:\n    lang: zh\n  schema:\n    question: string, 問題\n    "items?(array, what to list)": string\nassay.judges:\n  - ./judges/tone.prompt\n---\n{{question}} {{> style lang=lang}} {{> shared/foot}}',
  '_style.prompt': '{{lang}} {{question}}',
  'deep/more.prompt': '---\nassay.tests: ../other.csv\n---\n{{> style}}{{#> gone}}x{{/gone}}',
  'deep/_style.prompt': '{{nearer}}',
  'shared/_foot.prompt': 'fine 🙂',
  'answer.test.yaml':
    'judges:\n  - judge: ./judges/tone.prompt\n    examples:\n      - input: { question: q }\n        output: o\n        score: 1\ncases:\n  - id: "一"\n    input: { question: q, lang: zh }\n  - input:\n      question: broken [\n',
  'other.csv': 'id,"topic",expected\n1,LoRA,x\n2,"a,b",y\n',
  'rows.test.jsonl': '{"id": "r1", "question": "q"}\nbroken\n{"question": "q2"}\n',
  'judges/tone.prompt': '{{output}} {{input.lang}}',
  'node_modules/x/y.prompt': '{{never}}',
};

describe('the index of a project', () => {
  const { service, text } = languageWorkspace(TEXTS);
  const index = service.index(WORKSPACE);
  before(() => index.whole());
  const at = (path: string) => `${WORKSPACE}/${path}`;
  const shown = (
    path: keyof typeof TEXTS,
    places: readonly { name: string; range: Parameters<typeof textIn>[1] }[] = [],
  ) =>
    places.map(({ name, range }) => {
      const written = textIn(text(path).text, range);
      return written === name ? name : `${name} as ${written}`;
    });

  it('knows all prompts and test sets, and passes over what packages bring along', () => {
    assert.deepEqual(
      [...index.prompts(), ...index.testSets()].map(({ file }) => file.slice(WORKSPACE.length + 1)).sort(),
      Object.keys(TEXTS)
        .filter((path) => !path.startsWith('node_modules'))
        .sort(),
    );
  });

  it('knows the names in a prompt, each with its place', () => {
    const facts = index.prompt(at('answer.prompt'));
    assert.deepEqual(shown('answer.prompt', facts?.declared), ['question', 'items']);
    assert.deepEqual(shown('answer.prompt', facts?.defaults), ['lang']);
    assert.deepEqual(shown('answer.prompt', facts?.uses), ['question', 'lang']);
    assert.deepEqual(shown('answer.prompt', facts?.includes), ['style', 'shared/foot']);
    assert.deepEqual(shown('answer.prompt', facts?.judges), ['./judges/tone.prompt']);
    assert.deepEqual(shown('judges/tone.prompt', index.prompt(at('judges/tone.prompt'))?.judgedInputs), ['lang']);
  });

  it('knows the names in test sets of every format, also beside what is broken', () => {
    const yaml = index.testSet(at('answer.test.yaml'));
    assert.deepEqual(shown('answer.test.yaml', yaml?.ids), ['一']);
    assert.deepEqual(shown('answer.test.yaml', yaml?.inputs), ['question', 'lang', 'question', 'question']);
    const csv = index.testSet(at('other.csv'));
    assert.deepEqual(shown('other.csv', csv?.inputs), ['topic']);
    assert.deepEqual(shown('other.csv', csv?.ids), ['1', '2']);
    assert.deepEqual(shown('rows.test.jsonl', index.testSet(at('rows.test.jsonl'))?.inputs), ['question', 'question']);
  });

  it('finds partials from where they are included, and who includes them', () => {
    assert.equal(index.partialFile('style', at('answer.prompt')), at('_style.prompt'));
    assert.equal(index.partialFile('style', at('deep/more.prompt')), at('deep/_style.prompt'));
    assert.equal(index.partialFile('../style', at('deep/more.prompt')), at('_style.prompt'));
    assert.equal(index.partialFile('../../style', at('deep/more.prompt')), undefined);
    assert.deepEqual(
      index.includersOf(at('_style.prompt')).map(({ facts }) => facts.file),
      [at('answer.prompt')],
    );
    assert.deepEqual(
      index.includersOf(at('shared/_foot.prompt')).map(({ facts }) => facts.file),
      [at('answer.prompt')],
    );
  });

  it('brings prompts and test sets together, by name and by what the frontmatter says', () => {
    const prompt = index.prompt(at('deep/more.prompt'));
    assert.ok(prompt);
    assert.equal(index.testSetOf(prompt)?.file, at('other.csv'));
    assert.deepEqual(
      index.promptsOf(at('answer.test.yaml')).map(({ file }) => file),
      [at('answer.prompt')],
    );
    assert.deepEqual(
      index
        .usersOfJudge(at('judges/tone.prompt'))
        .map(({ facts }) => facts.file)
        .sort(),
      [at('answer.prompt'), at('answer.test.yaml')],
    );
  });

  it('follows what is written, and forgets what is gone', async () => {
    const own = languageWorkspace({ 'a.prompt': '{{x}}', '_p.prompt': '{{y}}' });
    const other = own.service.index(WORKSPACE);
    await other.whole();
    own.service.textChanged(at('a.prompt'), '{{> p}}{{z}}');
    assert.deepEqual(
      other.prompt(at('a.prompt'))?.uses.map(({ name }) => name),
      ['z'],
    );
    assert.equal(other.includersOf(at('_p.prompt')).length, 1);
    other.remove(at('_p.prompt'));
    assert.equal(other.partialFile('p', at('a.prompt')), undefined);
    await own.service.fileChanged(at('a.prompt'));
    assert.deepEqual(
      other.prompt(at('a.prompt'))?.uses.map(({ name }) => name),
      ['x'],
    );
  });

  it('keeps to what is on disk when folders come and go', async () => {
    const content: Record<string, string> = {
      '/w/a.prompt': '{{> p}}',
      '/w/d/_p.prompt': '{{x}}',
      '/w/d/e/b.prompt': '',
    };
    const { service } = languageWorkspace({}, { content });
    const own = service.index(WORKSPACE);
    await own.whole();
    assert.equal(own.prompts().length, 3);
    delete content['/w/d/_p.prompt'];
    delete content['/w/d/e/b.prompt'];
    await service.fileChanged('/w/d');
    assert.deepEqual(
      own.prompts().map(({ file }) => file),
      ['/w/a.prompt'],
    );
    content['/w/f/_p.prompt'] = '{{y}}';
    content['/w/node_modules/x/z.prompt'] = '';
    await service.fileChanged('/w/f');
    await service.fileChanged('/w/node_modules/x');
    assert.deepEqual(
      own.prompts().map(({ file }) => file),
      ['/w/a.prompt', '/w/f/_p.prompt'],
    );
    content['/w/_p.prompt'] = '';
    await service.fileChanged('/w/_p.prompt');
    assert.equal(own.partialFile('p', '/w/a.prompt'), '/w/_p.prompt');
  });

  it('reads a test set of any name as soon as a frontmatter names it', async () => {
    const content: Record<string, string> = { '/w/a.prompt': '{{x}}', '/w/rows.csv': 'x\n1\n' };
    const { service } = languageWorkspace({}, { content });
    const own = service.index(WORKSPACE);
    await own.whole();
    assert.equal(own.testSets().length, 0);
    service.textChanged('/w/a.prompt', '---\nassay.tests: rows.csv\n---\n{{x}}');
    await own.whole();
    assert.deepEqual(
      own.promptsOf('/w/rows.csv').map(({ file }) => file),
      ['/w/a.prompt'],
    );
    delete content['/w/rows.csv'];
    await service.fileChanged('/w/rows.csv');
    assert.equal(own.testSets().length, 0);
    content['/w/rows.csv'] = 'y\n1\n';
    await service.fileChanged('/w/rows.csv');
    assert.deepEqual(
      own.testSet('/w/rows.csv')?.inputs.map(({ name }) => name),
      ['y'],
    );
  });

  it('knows what is there and cannot be looked into, and where there may be more than it has read', async () => {
    const long = `cases:\n${'- id: x\n'.repeat(20_000)}judges: [./j.prompt]\n`;
    const { service } = languageWorkspace(
      {},
      { content: { '/w/_p.prompt': 'x'.repeat(300 * 1024), '/w/a.prompt': '{{> p}}', '/w/a.test.yaml': long } },
    );
    const own = service.index(WORKSPACE);
    await own.whole();
    assert.equal(own.partialFile('p', '/w/a.prompt'), '/w/_p.prompt');
    assert.equal(own.prompt('/w/_p.prompt')?.broken, true);
    const tests = own.testSet('/w/a.test.yaml');
    assert.deepEqual([tests?.partly, tests?.judgesUnread], [true, true]);
  });
});
