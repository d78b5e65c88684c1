import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { ImportedCase, ImportedCheck, ImportedJudge, ImportedSet } from './imported';
import type { ImportNote } from './importReport';
import { uniqueIds } from './uniqueIds';

/** Turns codes and arguments into words, for comments. */
type Say = (code: string, args?: Record<string, string | number>) => string;

/**
 * A test set as YAML. Where something is not what it was, a comment says so.
 * @param head lines for the beginning of the file
 */
export function writeImported(set: ImportedSet, { head, say }: { head: string[]; say: Say }): string {
  const root = new YAMLMap();
  const add = (key: string, items: YAMLSeq) => {
    if (items.items.length > 0) root.add(new Pair(new Scalar(key), items));
  };
  add('judges', sequence(set.judges.map((judge) => judgeNode(judge, say))));
  if (set.repeat !== undefined) root.add(new Pair(new Scalar('repeat'), new Scalar(set.repeat)));
  add('checks', sequence(set.checks.map((check) => checkNode(check, say))));
  const ids = uniqueIds(set.cases);
  add('cases', sequence(set.cases.map((each, index) => caseNode(each, ids[index], say))));
  // Words that YAML 1.1 takes for booleans are quoted, for whoever reads the file with it.
  const document = new Document(root, { compat: 'yaml-1.1' });
  const comment = [...head, ...(set.description === undefined ? [] : lines(set.description.trim()))];
  if (comment.length > 0) document.commentBefore = commentOf(comment);
  return document.toString({ lineWidth: 0 });
}

function judgeNode({ notes, ...judge }: ImportedJudge, say: Say): YAMLMap | Scalar {
  const { judge: name, ...options } = judge;
  const plain = Object.values(options).every((value) => value === undefined);
  return commented(plain ? scalar(name) : mapOf(Object.entries({ judge: name, ...options })), notes, say);
}

function caseNode(each: ImportedCase, id: string | undefined, say: Say): YAMLMap {
  const { input, expected, context, criterion, checks, tags, notes } = each;
  const map = mapOf([
    ['id', id],
    ['input', Object.keys(input).length > 0 ? input : undefined],
    ['expected', expected],
    ['context', context],
    ['criterion', criterion?.length === 1 ? criterion[0] : criterion],
  ]);
  if (checks.length > 0) {
    map.add(new Pair(new Scalar('checks'), sequence(checks.map((check) => checkNode(check, say)))));
  }
  if (tags.length > 0) map.add(new Pair(new Scalar('tags'), flow(tags)));
  // A case has to be a map.
  if (map.items.length === 0) map.add(new Pair(new Scalar('input'), new YAMLMap()));
  return commented(map, notes, say);
}

function checkNode(check: ImportedCheck, say: Say): YAMLMap | Scalar {
  const { name, argument, negate, ignoreCase, weight, checks, threshold, notes } = check;
  const options: [string, unknown][] = [
    ['ignore-case', ignoreCase || undefined],
    ['weight', weight],
    ['threshold', threshold],
  ];
  if (checks !== undefined) {
    const group = new YAMLMap();
    group.add(new Pair(new Scalar(name), sequence(checks.map((each) => checkNode(each, say)))));
    for (const pair of mapOf([['not', negate || undefined], ...options]).items) group.add(pair);
    return commented(group, notes, say);
  }
  const written = negate ? `not-${name}` : name;
  const rest = mapOf(options);
  if (argument === undefined && rest.items.length === 0) return commented(scalar(written), notes, say);
  const map = new YAMLMap();
  map.add(new Pair(new Scalar(written), argument === undefined ? new Scalar(null) : nodeOf(argument)));
  for (const pair of rest.items) map.add(pair);
  return commented(map, notes, say);
}

function commented<N extends YAMLMap | Scalar>(node: N, notes: readonly ImportNote[], say: Say): N {
  const said = [...new Set(notes.map(({ kind, code, args }) => say(`import.${kind}`, { text: say(code, args) })))];
  if (said.length > 0) {
    node.commentBefore = commentOf(said.flatMap(lines));
  }
  return node;
}

/** Keys whose value is undefined are left out; any other key is a key, `__proto__` too. */
function mapOf(entries: readonly (readonly [string, unknown])[]): YAMLMap<Scalar> {
  const map = new YAMLMap<Scalar>();
  for (const [key, value] of entries) if (value !== undefined) map.items.push(new Pair(scalar(key), nodeOf(value)));
  return map;
}

function nodeOf(value: unknown): YAMLMap | YAMLSeq | Scalar {
  if (Array.isArray(value)) return sequence(value.map(nodeOf));
  if (typeof value === 'object' && value !== null) return mapOf(Object.entries(value));
  return scalar(value ?? null);
}

function sequence(items: readonly (YAMLMap | YAMLSeq | Scalar)[]): YAMLSeq {
  const list = new YAMLSeq();
  list.items.push(...items);
  return list;
}

function flow(texts: readonly string[]): YAMLSeq {
  const list = sequence(texts.map(scalar));
  list.flow = true;
  return list;
}

/** Control characters but the line break, breaks that only some readers take for one, half characters, marks of order. */
const UNPRINTABLE = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Cs}\uFEFF]/u;
/** A block gives these back otherwise: white space at the end of a line, or where the first line begins. */
const NO_BLOCK = /[^\S\n](?:\n|$)|^\s/;

function scalar(value: unknown): Scalar {
  const node = new Scalar(value);
  if (typeof value !== 'string') return node;
  if (UNPRINTABLE.test(value)) node.type = Scalar.QUOTE_DOUBLE;
  else if (value.includes('\n')) node.type = NO_BLOCK.test(value) ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL;
  return node;
}

function lines(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029\u0085]/);
}

function commentOf(all: readonly string[]): string {
  return all.map((line) => ` ${line.replace(/\p{Cc}/gu, ' ').trimEnd()}`).join('\n');
}
