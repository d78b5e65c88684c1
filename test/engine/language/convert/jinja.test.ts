import assert from 'node:assert/strict';
import { converted } from './converting';

/** Templates with what Jinja makes of them: `jinja2` for Python, with its own settings as they are. */
const EXACT: readonly { template: string; input?: Record<string, unknown>; gives: string }[] = [
  { template: 'Hello {{name}}!', input: { name: 'World' }, gives: 'Hello World!' },
  {
    template: '{{ user.name }} <{{ user["e mail"] }}>',
    input: { user: { name: '王', 'e mail': 'a' } },
    gives: '王 <a>',
  },
  { template: '{{ items[0] }}/{{ items[2] }}', input: { items: ['x', 'y', 'z'] }, gives: 'x/z' },
  { template: '[{{ missing }}]', gives: '[]' },
  { template: '{{ "{{" }}x{{ \'}}\' }}', gives: '{{x}}' },
  { template: '{% raw %}{{ kept }} {% if %}{% endraw %} {{a}}', input: { a: 1 }, gives: '{{ kept }} {% if %} 1' },
  { template: '{% if a %}A{% elif b %}B{% else %}C{% endif %}', input: { b: true }, gives: 'B' },
  { template: '{% if not a %}no{% else %}yes{% endif %}', input: { a: [] }, gives: 'no' },
  { template: '{% if a != "x" %}other{% endif %}', input: { a: 'y' }, gives: 'other' },
  { template: '{% if a == 3 %}three{% else %}else{% endif %}', input: { a: 3 }, gives: 'three' },
  {
    template: '{% for i in items %}{{loop.index0}}:{{i}}{% if not loop.last %}, {% endif %}{% endfor %}',
    input: { items: ['a', 'b'] },
    gives: '0:a, 1:b',
  },
  {
    template: '{% for x in xs %}{% for y in x.ys %}{{y}}{{x.n}}{{top}};{% endfor %}{% endfor %}',
    input: { xs: [{ n: 1, ys: ['a', 'b'] }], top: 'T' },
    gives: 'a1T;b1T;',
  },
  { template: '{% for k, v in m.items() %}{{k}}={{v}};{% endfor %}', input: { m: { z: 1, a: 2 } }, gives: 'z=1;a=2;' },
  { template: '{% for x in xs %}{{x}}{% else %}none{% endfor %}', input: { xs: [] }, gives: 'none' },
  {
    template: 'a\n{% for x in xs %}\n  - {{x}}\n{% endfor %}\nb\n  {% if xs %}\nc\n  {% endif %}\nd',
    input: { xs: ['1', '2'] },
    gives: 'a\n\n  - 1\n\n  - 2\n\nb\n  \nc\n  \nd',
  },
  { template: 'A   {%- if f -%}   B   {%- endif %}', input: { f: true }, gives: 'AB' },
  { template: 'a {#- gone -#} b\n{# alone #}\nc', gives: 'ab\n\nc' },
  { template: "{{ items | join(', ') }} {{ items | length }}", input: { items: ['a', 'b', 'c'] }, gives: 'a, b, c 3' },
  { template: '{{ x | default("n/a") }}', gives: 'n/a' },
  { template: '{{ x | tojson }}', input: { x: '"' }, gives: '"\\""' },
  {
    template: '{{ role }} {{ json }} {{ history }} {{ this }}',
    input: { role: 'r', json: 'j', history: 'h', this: 't' },
    gives: 'r j h t',
  },
  { template: '{% for json in each %}{{ json.a }}{% endfor %}', input: { each: [{ a: 'ok' }] }, gives: 'ok' },
  { template: '{{ 問題 }} \\{{ a }} {"b": {{a}}} {', input: { 問題: '？', a: 'A' }, gives: '？ \\A {"b": A} {' },
];

describe('Templates of Jinja', () => {
  for (const { template, input, gives } of EXACT) {
    it(`keep what they mean: ${JSON.stringify(template)}`, async () => {
      const { render, notes } = await converted(template, 'a.j2', 'promptfoo');
      assert.deepEqual(notes, ['changed:no-model']);
      assert.deepEqual(await render(input), [['user', gives]]);
    });
  }

  it('stay readable where there is no counterpart, with the line', async () => {
    const { prompt, conversion, render } = await converted(
      'Hi {{ name | upper }}\n{% if a and b %}both{% else %}not{% endif %}\n{% set x = 1 %}\n{% for a in f(x) %}{{a}}{% endfor %}\n{{ a + b }}\n{% include "x" %}{% endif %}',
      'a.j2',
    );
    assert.deepEqual(
      conversion.notes.filter(({ kind }) => kind === 'lost').map(({ code, line }) => [code.slice(8), line]),
      [
        ['filter', 1],
        ['condition', 2],
        ['tag', 3],
        ['loop', 4],
        ['expression', 5],
        ['tag', 6],
        ['tag', 6],
      ],
    );
    assert.match(prompt, /\{\{!-- \{% if a and b %\} --\}\}both\{\{!-- \{% else %\} --\}\}not/);
    assert.equal((await render({ name: 'n' }))[0]?.[1].startsWith('Hi n\nbothnot\n'), true);
  });
});
