import type { MarkupContent, ParameterInformation, Position, SignatureHelp } from 'vscode-languageserver-types';
import type { PromptDocument } from '../document/promptDocument';
import { argumentsOf } from '../index/partialArguments';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import { type Call, callAt, callOf, keysOf, positional } from '../template/calls';
import { HELPERS_BY_NAME } from '../template/helperTable';
import { nameIn } from '../template/openBlocks';
import { tagAround } from '../template/tagCursor';

/** A parameter as it is shown: by its position, by its name and `=`, or as names between bars. */
interface Parameter {
  label: string;
  kind: 'positional' | 'named' | 'names';
  name: string;
  documentation: string;
}

interface Signature {
  /** What stands before the parameters. */
  name: string;
  documentation: string;
  parameters: readonly Parameter[];
}

/** The arguments of the helper or the partial whose call a position is in, and which of them is being written. */
export function signatureHelp(
  document: LanguageDocument,
  position: Position,
  context: LanguageContext,
): SignatureHelp | undefined {
  if (document.kind !== 'prompt') return undefined;
  const { prompt } = document;
  const offset = prompt.offsetAt(position);
  const tag = tagAround(prompt, offset);
  if (tag === undefined || /comment|raw|close|^else$/.test(tag.kind)) return undefined;
  const call = callAt(callOf(tag), offset);
  const [first] = call.elements;
  // Until its name is written nobody knows what it is.
  if (first === undefined || offset <= first.end) return undefined;
  const isPartial = !call.bracketed && (tag.kind === 'partial' || tag.kind === 'open-partial');
  const signature = isPartial
    ? partialSignature(nameIn(tag, prompt.text), prompt, context)
    : helperSignature(prompt.text.slice(first.start, first.end), context);
  if (signature === undefined || signature.parameters.length === 0) return undefined;
  return shown(signature, activeParameter(signature.parameters, call, offset, prompt.text));
}

function helperSignature(written: string, { say }: LanguageContext): Signature | undefined {
  const helper = HELPERS_BY_NAME.get(written);
  if (helper === undefined) return undefined;
  const { name, block, parameters, keys, names } = helper;
  return {
    name: `${block ? '#' : ''}${name}`,
    documentation: say(`about.helper.${name}`),
    parameters: [
      ...parameters.map(({ name: label }) => {
        const documentation = say(`about.parameter.${label}`);
        return { label, kind: 'positional' as const, name: label, documentation };
      }),
      ...keys.map((key) => named(key, say(`about.argument.${key}`))),
      ...(names === undefined
        ? []
        : [
            {
              label: `as |${names.join(' ')}|`,
              kind: 'names' as const,
              name: 'as',
              documentation: say('about.block-params'),
            },
          ]),
    ],
  };
}

function partialSignature(
  name: string,
  { file }: PromptDocument,
  { index, say }: LanguageContext,
): Signature | undefined {
  if (name === '') return undefined;
  const own = {
    label: 'context',
    kind: 'positional' as const,
    name: 'context',
    documentation: say('about.parameter.context'),
  };
  const read = argumentsOf(name, file, index).map((each) => named(each, say('about.partial-argument', { name: each })));
  return { name: `> ${name}`, documentation: say('about.parameter.partial'), parameters: [own, ...read] };
}

function named(name: string, documentation: string): Parameter {
  return { label: `${name}=`, kind: 'named', name, documentation };
}

/** The parameter at an offset: the one that is named there, else the one whose turn it is. */
function activeParameter(
  parameters: readonly Parameter[],
  call: Call,
  offset: number,
  text: string,
): number | undefined {
  const indexOf = (fits: (parameter: Parameter) => boolean) => {
    const index = parameters.findIndex(fits);
    return index < 0 ? undefined : index;
  };
  if (call.params !== undefined && offset > call.params) return indexOf(({ kind }) => kind === 'names');
  const { elements } = call;
  const at = elements.findIndex(({ start, end }) => start <= offset && offset <= end);
  const before = at < 0 ? elements.findLastIndex(({ end }) => end < offset) : at - 1;
  const key = elements[at]?.kind === 'key' ? elements[at] : elements[before];
  if (key?.kind === 'key')
    return indexOf(({ name, kind }) => kind === 'named' && name === text.slice(key.start, key.end));
  const given = keysOf(call, text);
  // Behind a named argument there are only named ones.
  const early = elements.slice(0, before + 1).every(({ kind }) => kind !== 'key');
  const turn = positional(call).filter(({ end }) => end < (elements[at]?.start ?? offset)).length - 1;
  const next = early
    ? indexOf((parameter) => parameter.kind === 'positional' && parameters.indexOf(parameter) === turn)
    : undefined;
  return next ?? indexOf(({ kind, name }) => kind === 'names' || (kind === 'named' && !given.includes(name)));
}

function shown({ name, documentation, parameters }: Signature, active: number | undefined): SignatureHelp {
  let label = name;
  const places = parameters.map((parameter): ParameterInformation => {
    const start = label.length + 1;
    label += ` ${parameter.label}`;
    return { label: [start, label.length], documentation: markdown(parameter.documentation) };
  });
  return {
    signatures: [{ label, documentation: markdown(documentation), parameters: places }],
    activeSignature: 0,
    // None is told by one that does not exist.
    activeParameter: active ?? parameters.length,
  };
}

function markdown(value: string): MarkupContent {
  return { kind: 'markdown', value };
}
