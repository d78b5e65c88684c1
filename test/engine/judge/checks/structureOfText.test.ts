import { faults, verdictOf, verdicts } from './checkOf';

describe('the check levenshtein', () => {
  verdicts([
    // Levenshtein's own pair in every textbook: three edits.
    ['levenshtein: 3', { output: 'kitten', expected: 'sitting' }, 'holds'],
    [
      'levenshtein: 2',
      { output: 'kitten', expected: 'sitting' },
      'The output is 3 edits away from the expected answer, more than 2.',
    ],
    ['levenshtein: { to: 檢索增強, at-most: 1 }', '檢索增広', 'holds'],
    ['levenshtein', { output: 'a', expected: 'a' }, 'holds'],
    ['{levenshtein: 0, ignore-case: true}', { output: 'ABC', expected: 'abc' }, 'holds'],
    [
      'not-levenshtein: 1',
      { output: 'ab', expected: 'ac' },
      'The output is 1 edits away from the expected answer, no more than 1.',
    ],
    ['levenshtein: 1', { output: 'a' }, 'There is nothing to compare with: the case has no expected answer.'],
    [
      'levenshtein: 1',
      { output: 'a'.repeat(20_001), expected: 'a' },
      'The texts are longer than 20000 characters and are not compared edit by edit.',
    ],
  ]);
  faults([
    ['levenshtein: 1.5', '"levenshtein" takes a number, 0 or more.'],
    ['levenshtein: { at-most: few }', '"levenshtein" takes a number, 0 or more.'],
  ]);
});

describe('the checks xml and contains-xml', () => {
  verdicts([
    ['xml', '<a lang="zh"><b>檢索</b><c/></a>', 'holds'],
    ['xml', '\n<?xml version="1.0"?><a/>\n', 'holds'],
    ['xml', '', 'The output is not well-formed XML: empty.'],
    ['xml', 'plain text', 'The output is not well-formed XML: 1:10: text data outside of root node.'],
    ['not-xml', 'plain text', 'holds'],
    ['not-xml', '<a/>', 'The output is XML.'],
    ['not-xml', '<a><b></a></b>', 'holds'],
    ['not-xml', '<a/><b/>', 'holds'],
    ['contains-xml', 'Here it is: <answer>42 &amp; 🙂</answer>. Done.', 'holds'],
    ['contains-xml', 'a < b and b > c', 'There is no well-formed XML in the output.'],
    ['contains-xml', 'see <br/> here', 'holds'],
    ['contains-xml', '<a>never closed', 'There is no well-formed XML in the output.'],
  ]);
  verdicts([
    ['xml: [a.b, a.b.c]', '<a><b><c>年</c></b></a>', 'holds'],
    ['xml: a.年', '<a><年>2020</年></a>', 'holds'],
    ['xml: [a.b, a.c]', '<a><b/><d><c/></d></a>', 'The XML has no a.c.'],
    ['xml: [a]', '<b/>', 'The XML has no a.'],
    ['not-xml: [a.b]', '<a><b/></a>', 'The output is XML.'],
    ['contains-xml: [a.b]', 'First <a/>, then <a><b/></a>.', 'holds'],
    ['contains-xml: [a.b]', 'Only <a><c/></a>.', 'There is no well-formed XML in the output that has a.b.'],
    ['xml: [a.a]', `${'<a>'.repeat(400)}${'</a>'.repeat(400)}`, 'holds'],
    ['xml', '<a>'.repeat(50_000), 'The output is not well-formed XML: more than 500 levels.'],
  ]);
  const wrong = '"xml" takes no argument, or elements by their paths, for instance xml: [answer.year].';
  faults([
    ['xml: {a: b}', wrong],
    ['xml: []', wrong],
  ]);
});

describe('the checks html and contains-html', () => {
  verdicts([
    [
      'html',
      '<!DOCTYPE html>\n<html lang="zh"><head><title>a < b</title></head><body><p>檢索 🙂</body></html>\n',
      'holds',
    ],
    ['html', '<div>Content</div>', 'holds'],
    ['html', '<h1>一</h1>\n<!-- and --><p>Two<br>lines</p>', 'holds'],
    ['html', '<img src="a>b.jpg" alt=\'<\' />', 'holds'],
    ['html', '<ul><li>one<li>two</ul>', 'holds'],
    ['html', '<table><tr><td>1<td>2<tr><td>3</table>', 'holds'],
    ['html', '<my-card data-x=1><slot></slot></my-card>', 'holds'],
    ['html', '<svg viewBox="0 0 1 1"><path d="M0"/><g><circle/></g></svg>', 'holds'],
    ['html', '<script>if (a < b) "</p>"</script>', 'holds'],
    ['html', '<p>a < b && c > d</p>', 'holds'],
    ['html', '', 'The output is not HTML.'],
    ['html', '<!-- only -->', 'The output is not HTML.'],
    ['html', '<?xml version="1.0"?><p>x</p>', 'The output is not HTML.'],
    ['html', 'Just text', 'The output is more than HTML: "Just text" stands outside of its elements.'],
    ['html', '<p>x</p> and text', 'The output is more than HTML: "and text" stands outside of its elements.'],
    [
      'html',
      '```html\n<p>x</p>\n```',
      'The output is more than HTML: "```html <p>x</p> ```" stands outside of its elements.',
    ],
    ['html', '<div>Unclosed', 'The output is not HTML: <div> is never closed.'],
    ['html', '<div/>', 'The output is not HTML: <div> is never closed.'],
    ['html', '<script>let a = 1;', 'The output is not HTML: <script> is never closed.'],
    ['html', '<p>x</p></div>', 'The output is not HTML: </div> closes what is not open.'],
    ['html', '<b><i>x</b></i>', 'The output is not HTML: </b> closes what is not open.'],
    ['html', '<answer>42</answer>', 'The output is not HTML: there is no element <answer>.'],
    ['html', '<div><path/></div>', 'The output is not HTML: there is no element <path>.'],
    ['not-html', 'Just text', 'holds'],
    ['not-html', '<p>x</p>', 'The output is HTML.'],
    ['contains-html', 'Use <strong>this</strong>.', 'holds'],
    ['contains-html', 'a<br>b', 'holds'],
    ['contains-html', '看 <img src=x>', 'holds'],
    ['contains-html', '<!doctype html>', 'holds'],
    ['contains-html', 'a < b and b > c, <3, x<y>z', 'There is no HTML in the output.'],
    ['contains-html', '<answer>42</answer> for <me@example.com>', 'There is no HTML in the output.'],
    ['contains-html', 'Enter <input> here, a Vec<a>', 'There is no HTML in the output.'],
    ['not-contains-html', 'none', 'holds'],
    ['not-contains-html', '<p>x</p>', 'There is HTML in the output.'],
  ]);
  faults([['html: 5', '"html" takes no argument.']]);

  const hostile: [what: string, text: string][] = [
    ['elements that nobody closes', '<b>'.repeat(200_000)],
    ['list items that nobody closes', '<li>'.repeat(200_000)],
    ['comments that nobody closes', `<p>x</p>${'<!--'.repeat(200_000)}`],
    ['scripts that nobody closes', '<p>x</p><script>'.repeat(50_000)],
    ['tags that nobody ends', '<a href="'.repeat(100_000)],
    ['pictures in pictures', '<svg>'.repeat(100_000)],
    ['angle brackets', '<'.repeat(500_000)],
  ];
  for (const [what, text] of hostile) {
    it(`come to an end with ${what}`, async () => {
      for (const check of ['html', 'contains-html', 'not-html']) await verdictOf(check, text);
    });
  }
});

describe('the check contains-json', () => {
  verdicts([
    ['contains-json', 'Sure: {"a": [1, {"b": "}"}]} – that is it', 'holds'],
    ['contains-json', 'list: [1, 2]', 'holds'],
    ['contains-json', 'no {braces: here}', 'There is no JSON in the output that fits.'],
    ['contains-json: { type: object, required: [年] }', '答案：{"年": 2020}', 'holds'],
    ['contains-json: { type: object, required: [b] }', '{"a": 1} and {"b": 2}', 'holds'],
    ['contains-json: { type: object, required: [c] }', '{"a": 1}', 'There is no JSON in the output that fits.'],
    ['not-contains-json', '{"a": 1}', 'There is JSON in the output.'],
  ]);
  faults([
    ['contains-json: 5', '"contains-json" takes a JSON schema or the path of one, or nothing for the prompt\'s own.'],
  ]);
});
