import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compilePrompt } from '../../../../src/engine/prompt/compilePrompt';
import type { RenderData } from '../../../../src/engine/prompt/message';
import type { PromptSource } from '../../../../src/engine/prompt/promptFile';
import { renderTraced } from '../../../../src/engine/prompt/trace/renderTraced';
import { TracedTemplates } from '../../../../src/engine/prompt/trace/tracedTemplates';

const source = (text: string, partials: Readonly<Record<string, string>> = {}): PromptSource => ({
  file: '/w/a.prompt',
  text,
  partials: new Map(Object.entries(partials).map(([name, each]) => [name, { file: `/w/_${name}.prompt`, text: each }])),
});

/** Each stretch as `rendered ← written`, with the file of a partial. */
function traced(prompt: PromptSource, data: RenderData): string[] {
  const { messages, stretches } = renderTraced(prompt, data);
  const texts = new Map([
    [prompt.file, prompt.text],
    ...[...prompt.partials.values()].map(({ file, text }) => [file, text] as const),
  ]);
  return messages.flatMap(({ role, content }) =>
    content.flatMap((part) =>
      (stretches.get(part) ?? []).map(({ start, end, source: from }) => {
        const rendered = part.text?.slice(start, end);
        const written = texts.get(from.file)?.slice(from.start, from.end);
        const place = from.file === prompt.file ? '' : ` in ${from.file.slice(3)}`;
        return `${role}: ${rendered}${written === rendered ? '' : ` ← ${written}`}${place}`;
      }),
    ),
  );
}

describe('rendering with a trace', () => {
  it('says of every line and every value where it came from', () => {
    const prompt = source(
      '---\r\nmodel: x\r\n---\r\n{{role "system"}}\r\n  你是 {{name}}。🙂\r\n\\{{kept}}\r\n{{role "user"}}\r\n{{#each items}}\r\n- {{this}}\r\n{{/each}}\r\n  {{> foot lang=lang}}\r\n{{{raw}}}{{~lang}}',
      { foot: 'Answer in {{lang}}.\nNow' },
    );
    assert.deepEqual(traced(prompt, { input: { name: '助理', items: ['一', '二'], lang: 'zh', raw: '<b>' } }), [
      'system: 你是',
      'system: 助理 ← {{name}}',
      'system: 。🙂',
      'system: kept}}',
      'user: -',
      'user: 一 ← {{this}}',
      'user: -',
      'user: 二 ← {{this}}',
      'user: Answer in in _foot.prompt',
      'user: zh ← {{lang}} in _foot.prompt',
      'user: . in _foot.prompt',
      'user: Now in _foot.prompt',
      'user: <b> ← {{{raw}}}',
    ]);
  });

  it('compiles only what has changed, and knows pieces that stand in several places apart', () => {
    const templates = new TracedTemplates({ lines: 1 });
    const data = { input: { x: 'v' } };
    const places = (text: string) => {
      const { messages, stretches } = renderTraced(source(text, { p: 'same {{x}}\n' }), data, { templates });
      return messages.flatMap(({ content }) =>
        content.flatMap((part) => (stretches.get(part) ?? []).map(({ source: { file, start } }) => `${file}:${start}`)),
      );
    };
    const text = 'same {{x}}\nsame {{x}}\nother\n{{> p}}';
    const wanted = ['/w/a.prompt:0', '/w/a.prompt:5', '/w/a.prompt:11', '/w/a.prompt:16', '/w/a.prompt:22'];
    assert.deepEqual(places(text), [...wanted, '/w/_p.prompt:0', '/w/_p.prompt:5']);
    assert.deepEqual(places(`new\n${text}`).slice(1, 3), ['/w/a.prompt:4', '/w/a.prompt:9']);
    assert.deepEqual(places(text), [...wanted, '/w/_p.prompt:0', '/w/_p.prompt:5']);
  });

  it('names the place of what cannot be rendered in the file as it is', () => {
    assert.throws(
      () => renderTraced(source('text {{x}}\n{{role x}}'), { input: { x: 'boss' } }),
      ({ problems: [problem] }: { problems: { code: string; range: unknown }[] }) => {
        assert.deepEqual(
          [problem?.code, problem?.range],
          ['prompt.unknown-role', { start: { line: 1, character: 0 }, end: { line: 1, character: 10 } }],
        );
        return true;
      },
    );
  });

  it('renders what the plain rendering does, whatever the template and wherever it is cut', function () {
    this.timeout(60_000);
    // One for all, cut wherever it may be, so that pieces are met again in other templates and other files.
    const templates = new TracedTemplates({ lines: 1 });
    const pieces = [
      ...[
        '{{x}}',
        '{{~x}}',
        '{{x~}}',
        '{{{x}}}',
        '{{#if x}}',
        '{{/if}}',
        '{{else}}',
        '{{~else~}}',
        '{{#each xs}}',
        '{{/each}}',
        '{{this}}',
      ],
      ...[
        '{{> p}}',
        '  {{> p}}\n',
        '{{#> p}}',
        '{{/p}}',
        '{{> @partial-block}}',
        '{{role "user"}}',
        '{{role "model"}}',
        '{{history}}',
      ],
      ...[
        '{{! c }}',
        '{{#*inline "q"}}',
        '{{/inline}}',
        '{{> q}}',
        '{{media url=x}}',
        '{{section "s"}}',
        '{{json xs}}',
        '{{empty}}',
      ],
      ...[' ', '\n', '\r\n', '\t', '\n\n', 'text', '中文', '🙂', '\\', '\\\\', '\\{{', '{', '}', '  ', 'a b'],
      ...['one\ntwo\n', '一\r\n二\r\n', 'end\n{{x}} more\nnext', '{{~x}}\nso\nso\n'],
    ];
    const template = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''));
    const data = {
      input: { x: 'v w', xs: ['1', ' ', ''], empty: '' },
      messages: [{ role: 'user' as const, content: [{ text: 'h' }] }],
    };
    let rendered = 0;
    fc.assert(
      fc.property(template, template, (text, partial) => {
        const prompt = source(text, { p: partial });
        let plain: ReturnType<ReturnType<typeof compilePrompt>['render']>;
        try {
          plain = compilePrompt(prompt).render(data);
        } catch {
          return;
        }
        rendered++;
        const { messages, stretches } = renderTraced(prompt, data, { templates });
        assert.deepEqual(messages, plain.messages);
        for (const [part, found] of stretches) {
          for (const { start, end, source: from } of found) {
            const file = from.file === prompt.file ? text : partial;
            if (from.kind === 'text') assert.equal(part.text?.slice(start, end), file.slice(from.start, from.end));
            else assert.ok(file.startsWith('{{', from.start) && file.slice(0, from.end).endsWith('}}'));
          }
        }
      }),
      { seed: 20261128, numRuns: 6_000 },
    );
    assert.ok(rendered > 600, `only ${rendered} could be rendered`);
  });
});
