import type { NameForm, Occurrence } from '../names/occurrence';

/** What may stand in a template without brackets (the lexer of Handlebars 4.7, `ID`), and is no literal or word of its own. */
const PLAIN_ID = /^[^\s!"#%-,./;->@[-^`{-~]+$/;
const WORDS = new Set(['true', 'false', 'null', 'undefined', 'this', 'else', 'as']);
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Characters that a name in a template cannot have, brackets or not. */
export const NEVER_IN_TEMPLATE = /[[\]{}\\]/;

/** What has to be put in the place of a name's token so that it says another name. Nothing else about it changes. */
export function writeName(occurrence: Occurrence, name: string): string {
  const { form, written } = occurrence;
  switch (form.in) {
    case 'template':
      return bracketed(name, isPlainId(name), written.startsWith('[') && isPlainId(occurrence.name));
    case 'partial':
      return bracketed(name, isPlainPartial(name), written.startsWith('[') && isPlainPartial(occurrence.name));
    case 'quotes':
      return name.replaceAll(form.quote, `\\${form.quote}`);
    case 'bars':
      return name;
    case 'yaml':
      return writeYaml(written, form, name);
    case 'json':
      return writeJson(written, form, name);
    case 'cell':
      return writeCell(written, occurrence.name, name, form);
    default:
      return writeId(occurrence, form, name);
  }
}

/** Whether a name can stand in a template without brackets. */
export function isPlainId(name: string): boolean {
  return PLAIN_ID.test(name) && !WORDS.has(name) && !NUMBER.test(name);
}

function isPlainPartial(name: string): boolean {
  return !NUMBER.test(name) && name.split('.').every((part) => PLAIN_ID.test(part) && !WORDS.has(part));
}

/** @param kept whether there are brackets that were not needed before */
function bracketed(name: string, plain: boolean, kept: boolean): string {
  return plain && !kept ? name : `[${name}]`;
}

type TextForm = { text: string; from: number; to: number };

function replaced({ text, from, to }: TextForm, name: string): string {
  return text.slice(0, from) + name + text.slice(to);
}

function writeYaml(written: string, form: TextForm, name: string): string {
  const text = replaced(form, name);
  const needed = needsQuotes(text, name);
  if (written.startsWith('"')) return doubleQuoted(written, form, name, (part) => JSON.stringify(part).slice(1, -1));
  const single = `'${text.replaceAll("'", "''")}'`;
  if (!written.startsWith("'")) return needed ? single : text;
  // Quotes that the old name needed and the new one does not, go.
  return needed || !needsQuotes(form.text, form.text.slice(form.from, form.to)) ? single : text;
}

function writeJson(written: string, form: TextForm & { ascii: boolean }, name: string): string {
  return doubleQuoted(written, form, name, (part) => {
    const escaped = JSON.stringify(part).slice(1, -1);
    return form.ascii ? escaped.replace(/[^\x20-\x7e]/g, asEscape) : escaped;
  });
}

function asEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Between double quotes what stands around the name stays as it is written, escapes and all, where that can be told. */
function doubleQuoted(written: string, form: TextForm, name: string, encode: (part: string) => string): string {
  const inside = written.slice(1, -1);
  const own = form.text.slice(form.from, form.to);
  const isExact =
    inside.slice(0, form.from) === form.text.slice(0, form.from) && inside.slice(form.from, form.to) === own;
  const rest = isExact ? inside.slice(form.to) : encode(form.text.slice(form.to));
  return `"${encode(form.text.slice(0, form.from))}${encode(name)}${rest}"`;
}

/** Words that a parser of YAML 1.1 or 1.2 takes for something else than text. */
const YAML_WORDS = /^(?:true|false|null|yes|no|on|off|~|=|<<|\.inf|\.nan|[-+]\.inf)$/i;
const YAML_NUMBER = /^[-+]?(?:\d[\d_,.:]*(?:e[-+]?\d+)?|0x[\da-f_]+|0o?[0-7_]+|0b[01_]+|\.\d[\d_]*(?:e[-+]?\d+)?)$/i;
const YAML_DATE = /^\d{4}-\d{1,2}-\d{1,2}/;

/**
 * Whether a text needs quotes to be a text in YAML.
 * @param own the part of it that is new: it is also kept from what only means something in `{}` and `[]`
 */
export function needsQuotes(text: string, own: string): boolean {
  if (YAML_WORDS.test(text) || YAML_NUMBER.test(text) || YAML_DATE.test(text)) return true;
  return isUnsafeYaml(text, own);
}

function isUnsafeYaml(text: string, own: string): boolean {
  return (
    text !== text.trim() || /^[-?:,[\]{}#&*!|>'"%@`]/.test(text) || /:(?:\s|$)|\s#/.test(text) || /[,[\]{}]/.test(own)
  );
}

function writeCell(
  written: string,
  before: string,
  name: string,
  { delimiter, quoted }: { delimiter: string; quoted: boolean },
): string {
  const had = written.startsWith('"');
  // Space around a cell is kept where that stays without quotes: before a quote it would be part of the name.
  const [, lead = '', rest = ''] = /^(\s*).*?(\s*)$/s.exec(written) ?? [];
  // Of quotes that the old name needed nobody knows whether they would be there anyway: the rest of the row tells.
  const kept = had && (quoted || !needsCellQuotes(before, delimiter));
  if (kept || needsCellQuotes(name, delimiter)) return `"${name.replaceAll('"', '""')}"`;
  return had ? name : lead + name + rest;
}

function needsCellQuotes(text: string, delimiter: string): boolean {
  return text.includes(delimiter) || /["\r\n]/.test(text);
}

/** The id of a case may be a number, which needs no quotes. */
function writeId(
  { written, name: before }: Occurrence,
  { format, delimiter }: Extract<NameForm, { in: 'id' }>,
  id: string,
): string {
  if (format === 'cell') return writeCell(written, before, id, { delimiter, quoted: false });
  if (format === 'json') {
    const isNumber = /^[-\d]/.test(written) && /^-?(?:0|[1-9]\d{0,14})$/.test(id);
    return isNumber ? id : JSON.stringify(id);
  }
  if (written.startsWith('"')) return JSON.stringify(id);
  const needed = YAML_WORDS.test(id) || isUnsafeYaml(id, id);
  const keeps = written.startsWith("'") && !(YAML_WORDS.test(before) || isUnsafeYaml(before, before));
  return needed || keeps ? `'${id.replaceAll("'", "''")}'` : id;
}
