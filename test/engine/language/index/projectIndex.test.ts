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
});
