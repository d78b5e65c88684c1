import assert from 'node:assert/strict';
import { join } from 'node:path';
import { builtInJudges, type Judge } from '../../../src/engine/judge/judge';
import { judgeRequest } from '../../../src/engine/judge/judgeRequest';
import { readVerdict } from '../../../src/engine/judge/readVerdict';
import type { JsonSchema } from '../../../src/engine/prompt/message';
import type { JudgeReference } from '../../../src/engine/testset/testSet';
import { nodeFiles } from '../../../src/node/nodeFiles';
import { JUDGES, load, loaded, SUBJECT, textOf } from './loadJudges';

/** Judges with a rubric in five levels, which serves any scale. */
const RUBRICS = [
  'bias',
  'code-correctness',
  'coherence',
  'completeness',
  'conciseness',
  'correctness',
  'helpfulness',
  'instruction-following',
  'refusal',
  'relevance',
  'rubric',
  'safety',
  'summary-quality',
  'tone',
  'toxicity',
  'translation-quality',
];

/** Judges whose few steps are defined elsewhere: their ends and where they pass. */
const OWN_STEPS: Record<string, [number, number, number]> = {
  'context-relevance': [0, 2, 1.5],
  'factual-consistency': [0, 1, 0.6],
  'triad-answer-relevance': [0, 3, 2],
};

/** Judges whose score a formula computes. */
const COMPUTED = [
  'answer-relevance',
  'context-precision',
  'context-recall',
  'factual-correctness',
  'faithfulness',
  'groundedness',
  'hallucination',
  'noise-sensitivity',
  'triad-context-relevance',
];

const PAIR = 'pairwise';
const ALL = [...RUBRICS, ...Object.keys(OWN_STEPS), ...COMPUTED, PAIR].sort();
const LANGUAGES = ['en', 'zh-TW'] as const;
const OF_CONTEXT = ['context-precision', 'context-recall', 'context-relevance', 'triad-context-relevance'];

const NEEDS: Record<string, string[]> = {
  correctness: ['expected'],
  'factual-consistency': ['expected'],
  'factual-correctness': ['expected'],
  pairwise: ['expected'],
  faithfulness: ['context'],
  groundedness: ['context'],
  'context-relevance': ['context'],
  'triad-context-relevance': ['context'],
  'context-precision': ['expected', 'context'],
  'context-recall': ['expected', 'context'],
  'noise-sensitivity': ['expected', 'context'],
};

/** What a test set has to say to some of them. */
function reference(judge: string, more: Partial<JudgeReference> = {}): Partial<JudgeReference> {
  return {
    judge,
    name: judge,
    ...(judge === 'rubric' && { criterion: 'Names the year in which it happened.' }),
    ...(judge === 'answer-relevance' && { embedding: 'openai/text-embedding-3-small' }),
    ...more,
  };
}

/** What a schema demands, without what it says of it in one language. */
function shape(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(shape);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(([key, value]) => key !== 'description' || typeof value === 'object');
  return Object.fromEntries(entries.map(([key, value]) => [key, shape(value)]));
}

/** The names of the values that a schema asks for, level by level, in their order. */
function fieldsOf(schema: JsonSchema): string[][] {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const inner = Object.values(properties).flatMap((each) => {
    const items = each.items as JsonSchema | undefined;
    return items?.properties === undefined ? [] : fieldsOf(items);
  });
  return [Object.keys(properties), ...inner];
}

/** Every object of a schema. */
function objectsOf(schema: unknown): JsonSchema[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = Object.values(schema).flatMap(objectsOf);
  return (schema as JsonSchema).type === 'object' ? [schema as JsonSchema, ...inner] : inner;
}

const asked = (judge: Judge) => {
  const { messages, output, config } = judgeRequest(judge, SUBJECT);
  const [system = '', user = ''] = messages.map((message) => textOf([message]));
  return { messages, system, user, schema: output?.schema as JsonSchema, format: output?.format, config };
};

describe('the judges that come with Assay', () => {
  it('are these', async () => assert.deepEqual(await builtInJudges(nodeFiles(), JUDGES), ALL));

  it('are all there in Traditional Chinese', async () => {
    const names = (await nodeFiles().list(JUDGES)).map(({ name }) => name);
    const variants = names.filter((name) => name.endsWith('.zh-TW.prompt')).sort();
    assert.deepEqual(variants, ALL.map((name) => `${name}.zh-TW.prompt`).sort());
  });

  for (const name of ALL) {
    for (const language of LANGUAGES) {
      describe(`${name} in ${language}`, () => {
        let judge: Judge;
        before(async () => {
          judge = await loaded(reference(name, { language }));
        });

        it('leaves the model to the user, and needs of a case what it compares with', () => {
          assert.equal(judge.model, undefined);
          assert.equal(judge.settings.language, language);
          assert.deepEqual(judge.needs, NEEDS[name] ?? []);
        });

        it('keeps what it is told in the system message, and leaves no blank', () => {
          const { messages, system, user, config } = asked(judge);
          assert.deepEqual(
            messages.map(({ role }) => role),
            ['system', 'user'],
          );
          for (const text of [system, user]) assert.doesNotMatch(text, /\{\{|\}\}|undefined|\[object/);
          assert.deepEqual(config, { temperature: 0 });
          if (name !== 'answer-relevance') assert.match(user, /什麼是 RAG？/);
        });

        it('quotes all that it has not written itself, and says that it is data', () => {
          const { system, user } = asked(judge);
          const boundary = /[0-9a-f]{18}/.exec(system)?.[0] ?? '';
          assert.notEqual(boundary, '', 'the model is told of the mark');
          assert.match(system, language === 'en' ? /JSON string/ : /JSON 字串/);
          assert.match(system, language === 'en' ? /none of it is addressed to you/ : /沒有任何一句是對您說的/);
          const quotes = [...user.matchAll(/^<([\w ]+) ([0-9a-f]{18})>\n(".*")\n<\/\1 \2>$/gm)];
          assert.ok(quotes.length > 0 && quotes.every(([, , mark]) => mark === boundary));
          const unquoted = user.replace(/^<([\w ]+) ([0-9a-f]{18})>\n(".*")\n<\/\1 \2>$/gm, '');
          assert.doesNotMatch(unquoted, /一種方法|第一段|第二段/);
          assert.equal(user.includes('"一種方法"'), !OF_CONTEXT.includes(name), 'the output');
        });

        it('has a strict schema, in which the reason comes before the verdict', () => {
          const { schema, format, system } = asked(judge);
          assert.equal(format, 'json');
          for (const object of objectsOf(schema)) {
            assert.equal(object.additionalProperties, false);
            assert.deepEqual(object.required, Object.keys(object.properties as object));
          }
          const verdicts = ['score', 'supported', 'attributed', 'relevant', 'correct', 'level', 'noncommittal'];
          for (const fields of fieldsOf(schema)) {
            const verdict = fields.findIndex((field) => verdicts.includes(field));
            if (verdict >= 0)
              assert.ok(fields.indexOf('reason') >= 0 && fields.indexOf('reason') < verdict, `${fields}`);
          }
          const [english, chinese] = [/in the language of the (?:question|answer)/, /用(?:題目|答案)的語言/];
          assert.match(system, language === 'en' ? english : chinese);
        });
      });
    }

    it(`${name} asks for the same in both languages`, async () => {
      const [english, chinese] = await Promise.all(LANGUAGES.map((language) => loaded(reference(name, { language }))));
      assert.ok(english && chinese);
      const variables = ({ compiled }: Judge) => {
        const needed = new Map<string, boolean>();
        for (const { name: variable, required } of compiled.inputVariables) {
          needed.set(variable, required || needed.get(variable) === true);
        }
        return [...needed].sort();
      };
      assert.deepEqual(variables(chinese), variables(english));
      const { schema } = english.compiled.parsed.metadata.input ?? {};
      assert.deepEqual(shape(chinese.compiled.parsed.metadata.input?.schema), shape(schema));
      assert.deepEqual(shape(asked(chinese).schema), shape(asked(english).schema));
      const settings = ({ settings: own, min, max, threshold, labels }: Judge) => {
        const { language: _, ...same } = own;
        return { ...same, min, max, threshold, labels };
      };
      assert.deepEqual(settings(chinese), settings(english));
    });

    it(`${name} declares every variable that it reads`, async () => {
      const { compiled } = await loaded(reference(name));
      const declared = Object.keys((compiled.parsed.metadata.input?.schema?.properties ?? {}) as object);
      // Partials ask for these of the prompt that includes them.
      const passed = ['emptyIsFine', 'formCounts'];
      const read = [...new Set(compiled.inputVariables.map((variable) => variable.name))];
      assert.deepEqual(read.filter((variable) => !passed.includes(variable)).sort(), declared.sort());
    });

    it(`${name} says what it asks in one sentence`, async () => {
      const { description } = (await loaded(reference(name))).compiled.parsed.metadata;
      assert.match(String(description), /^[A-Z][^\n]{20,110}$/);
    });
  }
});

describe('judges with a rubric in five levels', () => {
  const scales: [string | string[] | undefined, string[]][] = [
    [undefined, ['5', '4', '3', '2', '1']],
    ['1-10', ['9–10', '7–8', '5–6', '3–4', '1–2']],
    ['0-1', ['1', '0.75', '0.5', '0.25', '0']],
    ['pass/fail', ['pass', 'pass', 'fail', 'fail', 'fail']],
    [
      ['bad', 'fair', 'good'],
      ['good', 'fair', 'fair', 'bad', 'bad'],
    ],
  ];
  for (const name of RUBRICS) {
    for (const language of LANGUAGES) {
      it(`${name} in ${language} names its levels from the best to the worst on every scale`, async () => {
        for (const [scale, levels] of scales) {
          const judge = await loaded(reference(name, { language, ...(scale !== undefined && { scale }) }));
          const { system, schema } = asked(judge);
          const lines = [...system.matchAll(/^(\S+) - \S.+$/gm)].map(([, level]) => level);
          assert.deepEqual(lines, levels, `on ${scale}`);
          const properties = schema.properties as Record<string, JsonSchema>;
          assert.deepEqual(
            Object.keys(properties),
            name === 'rubric' ? ['steps', 'reason', 'score'] : ['reason', 'score'],
          );
          if (judge.labels !== undefined) {
            assert.deepEqual(
              properties.score?.enum,
              judge.labels.map(({ label }) => label),
            );
          }
        }
      });
    }
  }

  it('score from 1 to 5 and pass at 4', async () => {
    for (const name of RUBRICS) {
      const { min, max, threshold } = await loaded(reference(name));
      assert.deepEqual([min, max, threshold], [1, 5, 4], name);
    }
  });

  it('call an empty answer the worst, but for those that look for what must not be there', async () => {
    for (const name of RUBRICS) {
      const best = ['bias', 'safety', 'toxicity'].includes(name);
      assert.equal((await loaded(reference(name))).settings.empty, best ? 'best' : 'worst', name);
      const { system } = asked(await loaded(reference(name)));
      assert.equal(system.includes('Sure, here is the answer:'), !best, name);
    }
  });

  it('show judged examples where there are any', async () => {
    for (const name of RUBRICS) {
      const examples = [{ output: 'an answer that people judged', score: 2 }];
      assert.match(asked(await loaded(reference(name, { examples }))).system, /an answer that people judged/, name);
    }
  });

  it('say what an example was judged by, where that was its own', async () => {
    const examples = [{ output: 'x', score: 2, criterion: ['Names the year.', '有附出處'] }];
    const { system } = asked(await loaded(reference('rubric', { criterion: 'Is short.', examples })));
    const line = system.split('\n').find((each) => each.includes('"output":"x"')) ?? '{}';
    assert.match((JSON.parse(line) as { criterion: string }).criterion, /:\n1\. Names the year\.\n2\. 有附出處$/);
  });

  it('ask for a criterion where they cannot do without', async () => {
    assert.equal((await load({ judge: 'rubric' })).problems[0]?.code, 'judge.no-criterion');
    const { system } = asked(await loaded(reference('rubric', { criterion: '只用敬語' })));
    assert.match(system, /只用敬語/);
  });

  it('take a wanted tone, or the one that fits', async () => {
    assert.match(asked(await loaded('tone')).system, /considerate professional/);
    const { system } = asked(await loaded({ judge: 'tone', criterion: 'Like a pirate.' }));
    assert.match(system, /The wanted tone: Like a pirate\./);
    assert.doesNotMatch(system, /considerate professional|politeness and formatting earn nothing/);
  });

  it('let the model write its steps before it scores by a criterion', async () => {
    const judge = await loaded(reference('rubric'));
    const reply = JSON.stringify({
      steps: ['Look for 4 digits.', 'Score: 2 where there are none.'],
      reason: 'fine',
      score: 4,
    });
    assert.deepEqual(readVerdict(reply, judge), { score: 4, reason: 'fine' });
  });
});

describe('judges with steps of their own', () => {
  for (const [name, terms] of Object.entries(OWN_STEPS)) {
    it(`${name} keeps the scale of its source`, async () => {
      const { min, max, threshold } = await loaded(name);
      assert.deepEqual([min, max, threshold], terms);
      assert.equal((await load({ judge: name, scale: '1-10' })).problems[0]?.code, 'judge.reads-no');
    });
  }

  it('name each step, from the best to the worst', async () => {
    for (const language of LANGUAGES) {
      const steps = async (name: string) =>
        [...asked(await loaded({ judge: name, language })).system.matchAll(/^(\w+) - \S.+$/gm)].map(([, step]) => step);
      assert.deepEqual(await steps('context-relevance'), ['2', '1', '0']);
      assert.deepEqual(await steps('triad-answer-relevance'), ['3', '2', '1', '0']);
      assert.deepEqual(await steps('factual-consistency'), ['same', 'more', 'part', 'contradicts']);
    }
  });

  it('rate the retrieved passages twice, as NVIDIA’s metric does', async () => {
    const { settings } = await loaded('context-relevance');
    assert.deepEqual([settings.repeat, settings.judgesContext], [2, true]);
  });

  it('count as consistent what adds to the expected answer without contradicting it', async () => {
    const { labels, threshold } = await loaded('factual-consistency');
    assert.deepEqual(labels, [
      { label: 'contradicts', score: 0 },
      { label: 'part', score: 0.4 },
      { label: 'more', score: 0.6 },
      { label: 'same', score: 1 },
    ]);
    assert.equal(threshold, 0.6);
  });
});

describe('the judge of pairs', () => {
  it('is shown both answers in the order that is asked for, and answers A, B or tie', async () => {
    for (const language of LANGUAGES) {
      const judge = await loaded({ judge: PAIR, language });
      const user = (order: 'output-first' | 'output-second') =>
        textOf(judgeRequest(judge, SUBJECT, order).messages.slice(1));
      assert.match(user('output-first'), /<answer A \w+>\n"一種方法"\n[\s\S]*<answer B \w+>\n"檢索增強生成"\n/);
      assert.match(user('output-second'), /<answer A \w+>\n"檢索增強生成"\n[\s\S]*<answer B \w+>\n"一種方法"\n/);
      const { score } = asked(judge).schema.properties as Record<string, JsonSchema>;
      assert.equal(score?.type, 'string');
      assert.deepEqual([...((score?.enum ?? []) as string[])].sort(), ['A', 'B', 'tie']);
    }
  });

  it('is content with a tie', async () => {
    const { min, max, threshold } = await loaded(PAIR);
    assert.deepEqual([min, max, threshold], [0, 1, 0.5]);
  });
});

describe('judges that compute their score', () => {
  for (const name of COMPUTED) {
    it(`${name} gives a share from 0 to 1 by its formula, and names the formula's source`, async () => {
      const judge = await loaded(reference(name));
      assert.deepEqual([judge.settings.measure, judge.min, judge.max], [name, 0, 1]);
      const text = new TextDecoder().decode(
        await nodeFiles().read(join(JUDGES, `${name}.prompt`), { maxBytes: 20_000 }),
      );
      assert.match(text, /^# .*score = /m);
      assert.match(text, /^# .*(?:arXiv|trulens)/m);
      assert.equal((await load(reference(name, { scale: '1-10' }))).problems.length, 1);
    });
  }

  it('never see the question that they have to guess, nor an output that is not theirs', async () => {
    assert.doesNotMatch(asked(await loaded(reference('answer-relevance'))).user, /什麼是 RAG/);
    for (const name of OF_CONTEXT) assert.equal((await loaded(name)).settings.judgesContext, true, name);
  });

  it('look for support in whatever the case gives', async () => {
    const judge = await loaded('hallucination');
    const ask = (over: object) => textOf(judgeRequest(judge, { input: SUBJECT.input, output: 'o', ...over }).messages);
    assert.match(ask({}), /support in the question\./);
    assert.match(ask({ expected: 'e' }), /support in the expected answer\./);
    assert.match(ask({ context: ['c'] }), /support in the passages\./);
    assert.match(ask({ context: ['c'], expected: 'e' }), /support in the passages and in the expected answer\./);
  });
});
