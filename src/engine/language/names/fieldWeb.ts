import { JUDGE_VARIABLES } from '../../judge/judgeVariables';
import { isInside } from '../../workspacePath';
import type { PromptDocument } from '../document/promptDocument';
import type { PromptFacts } from '../index/fileFacts';
import type { Doubt } from './doubt';
import { isJudge } from './isJudge';
import { judgesOfTests, usersOfJudge } from './judgeUsers';
import { inTemplate, type Occurrence } from './occurrence';
import { type IncludedUnit, partialTargets, placesIncluding } from './partialTargets';
import { MOST_NEAR, type ProjectFiles } from './projectFiles';
import { frontmatterPlaces, templatePlaces } from './promptPlaces';
import { ROOT, type ValuePath } from './scope';
import type { Inclusion, TemplateUnit } from './templateFields';
import { inputPlaces } from './testSetPlaces';
import { anyItem, nameOfWay, wayKey, waysBehind } from './valuePath';

/** A field of the input as one file sees it: a unit of a template, or a test set. */
export type FieldSlot =
  /** `inline` is where the name of an inline partial stands, for what is in its body. */
  { of: 'template'; file: string; inline?: number; way: ValuePath } | { of: 'tests'; file: string; way: ValuePath };

/** All that a name of a field stands for in a project. */
export interface FieldWeb {
  occurrences: Occurrence[];
  /** What speaks against having found everything, or against giving it another name. */
  doubts: Doubt[];
  /** The field in each file that has to do with it. */
  slots: FieldSlot[];
}

/** A field that is looked for in more places than that, or further down, is nobody's. */
const MOST_SLOTS = 20_000;
const LONGEST_WAY = 32;

/**
 * Follows a field of the input to everything that knows it by the same name: from a prompt to the partials that read it there,
 * to its test set, from that to other prompts that it is the test set of, and to the judges that read the input; and from each
 * of these on. Two names that are the same by chance are not connected.
 */
export async function fieldWeb(starts: readonly FieldSlot[], files: ProjectFiles): Promise<FieldWeb> {
  const walk = new Walk(files);
  return walk.from(starts);
}

/** A place where a field is read in a unit or in anything that it includes; undefined where none is. */
export async function firstMention(slot: FieldSlot, files: ProjectFiles): Promise<Mention | undefined> {
  return new Walk(files).mention(slot);
}

/** A place where a field is read in something that a unit includes; undefined where none is. */
export async function firstMentionBelow(slot: FieldSlot, files: ProjectFiles): Promise<Mention | undefined> {
  return new Walk(files).mentionBelow(slot);
}

/** Where a field is read, for sure or perhaps. */
export type Mention = Pick<Doubt, 'file' | 'range'>;

class Walk {
  readonly #files: ProjectFiles;
  readonly #occurrences = new Map<string, Occurrence>();
  readonly #doubts: Doubt[] = [];
  readonly #slots = new Map<string, FieldSlot>();
  /** Slots whose turn is still to come. */
  readonly #pending: FieldSlot[] = [];
  #isWhole = true;
  readonly #mentioned = new Map<string, Promise<Mention | undefined>>();

  constructor(files: ProjectFiles) {
    this.#files = files;
  }

  async from(starts: readonly FieldSlot[]): Promise<FieldWeb> {
    for (const start of starts) this.#add(start);
    for (let slot = this.#pending.pop(); slot !== undefined; slot = this.#pending.pop()) {
      if (this.#files.context.signal?.aborted) break;
      if (slot.of === 'tests') await this.#tests(slot);
      else await this.#template(slot);
    }
    const { doubts, context } = this.#files;
    if (!this.#isWhole) this.#doubts.push({ code: 'rename.workspace-too-large', file: context.workspace });
    return {
      occurrences: [...this.#occurrences.values()],
      doubts: [...this.#doubts, ...doubts],
      slots: [...this.#slots.values()],
    };
  }

  #add(found: FieldSlot): void {
    const slot = { ...found, way: anyItem(found.way) };
    const key = slotKey(slot);
    if (this.#slots.has(key) || slot.way.length > LONGEST_WAY) return;
    if (this.#slots.size >= (this.#files.reach === 'near' ? MOST_NEAR : MOST_SLOTS)) {
      this.#isWhole = false;
      return;
    }
    this.#slots.set(key, slot);
    this.#pending.push(slot);
  }

  /** Adds what lies further down, where the name is read there. */
  async #addMentioned(slots: readonly FieldSlot[]): Promise<void> {
    for (const slot of slots) {
      if (!this.#slots.has(slotKey(slot)) && (await this.mention(slot)) !== undefined) this.#add(slot);
    }
  }

  #found(occurrences: readonly Occurrence[]): void {
    for (const each of occurrences) {
      const { line, character } = each.token.start;
      this.#occurrences.set(`${each.file}\n${line}:${character}`, each);
    }
  }

  async #tests({ file, way }: FieldSlot): Promise<void> {
    const document = await this.#files.testSet(file);
    if (document === undefined) return;
    const { found, doubts } = inputPlaces(document, way);
    this.#found(found);
    this.#doubts.push(...doubts);
    if (this.#files.reach === 'document') return;
    const { index } = this.#files.context;
    const prompts = index.promptsOf(file);
    for (const prompt of prompts) this.#add({ of: 'template', file: prompt.file, way });
    const judges = await judgesOfTests(file, this.#files);
    await this.#addJudges(judges, way);
    // In a judge's own test set the variables of the input under test may stand beside the judge's.
    const [first] = way;
    if (typeof first !== 'string' || JUDGE_VARIABLES.includes(first)) return;
    const tested = prompts.filter((prompt) => this.#isJudge(prompt.file));
    await this.#addJudges(
      tested.map((prompt) => prompt.file),
      way,
    );
  }

  /** What a judge reads as its `input` is that of the prompt. */
  async #addJudges(judges: readonly string[], way: ValuePath): Promise<void> {
    await this.#addMentioned(judges.map((file) => ({ of: 'template', file, way: ['input', ...way] })));
  }

  async #template(slot: FieldSlot & { of: 'template' }): Promise<void> {
    const { file, way } = slot;
    const known = await unitOf(slot, this.#files);
    if (known === undefined) return;
    const { document, unit } = known;
    const isFile = unit.inline === undefined;
    const read = templatePlaces(document, unit, way);
    // Of one document nobody has to know what others make of it.
    const isAlone = this.#files.reach === 'document';
    const judges = isFile && !isAlone && isJudge(document, this.#files.context.index);
    // What a judge is told of the input is told with its names, whatever these are.
    const judged = isFile && !isAlone && way[0] === 'input' && way.length > 1 && (judges || (await this.#isUsed(file)));
    this.#found(read.found);
    this.#doubts.push(...read.doubts.filter(({ code }) => !judged || code !== 'rename.written-out'));
    await this.#addMentioned(await this.#below(slot, document, unit));
    if (!isFile || document.isPartial) {
      await this.#above(slot, document, unit);
      return;
    }
    const written = frontmatterPlaces(document, way);
    this.#found(written.found);
    this.#doubts.push(...written.doubts);
    const name = nameOfWay(way) ?? '';
    if (judges && way.length === 1 && JUDGE_VARIABLES.includes(name)) {
      this.#doubts.push({ code: 'rename.judge-variable', file, args: { name } });
    }
    if (!isAlone) await this.#beside(file, way, judged);
  }

  /** From a prompt to its test set and to the judges that its frontmatter names; from a judge to what it judges. */
  async #beside(file: string, way: ValuePath, judged: boolean): Promise<void> {
    const { index } = this.#files.context;
    const facts = index.prompt(file);
    if (facts !== undefined) {
      await this.#testSet(facts, way, judged);
      await this.#addJudges(index.judgesOf(file), way);
    }
    if (!judged) return;
    for (const { kind, file: from } of await usersOfJudge(file, this.#files)) {
      this.#add({ of: kind === 'testset' ? 'tests' : 'template', file: from, way: way.slice(1) });
    }
  }

  async #testSet(facts: PromptFacts, way: ValuePath, judged: boolean): Promise<void> {
    const { index, files, workspace } = this.#files.context;
    const tests = index.testSetOf(facts);
    if (tests !== undefined) {
      this.#add({ of: 'tests', file: tests.file, way });
      if (judged && !JUDGE_VARIABLES.includes(String(way[1])))
        this.#add({ of: 'tests', file: tests.file, way: way.slice(1) });
      return;
    }
    const named = index.namedTestSet(facts);
    if (named === undefined || this.#files.reach !== 'whole' || (await files.stat(named))?.kind !== 'file') return;
    // It is there, and the index knows nothing of it.
    const code = isInside(named, workspace) ? 'rename.unreadable' : 'rename.outside';
    this.#doubts.push({ code, file: named });
  }

  async #isUsed(judge: string): Promise<boolean> {
    return (await usersOfJudge(judge, this.#files)).length > 0;
  }

  #isJudge(file: string): boolean {
    return this.#files.context.index.usersOfJudge(file).length > 0;
  }

  /** The field in what a unit includes. */
  async #below(
    { way }: FieldSlot & { of: 'template' },
    document: PromptDocument,
    unit: TemplateUnit,
  ): Promise<FieldSlot[]> {
    const slots: FieldSlot[] = [];
    const isFile = unit.inline === undefined;
    // `@root` is the same in all that a prompt includes.
    const rooted: ValuePath | undefined =
      way[0] === ROOT ? way : isFile && !document.isPartial ? [ROOT, ...way] : undefined;
    for (const each of isFile ? document.units : [unit]) {
      for (const inclusion of each.includes) {
        const ways = [
          ...(each === unit && way[0] !== ROOT ? waysInto(inclusion, way) : []),
          ...(rooted === undefined ? [] : waysInto(inclusion, rooted).filter((into) => !into.includes(ROOT))),
        ];
        if (ways.length === 0 && rooted === undefined) continue;
        for (const target of await partialTargets(document, inclusion.use, this.#files)) {
          for (const into of ways) slots.push(slotOf(target, into));
          if (rooted !== undefined && target.unit.inline === undefined) slots.push(slotOf(target, rooted));
        }
      }
    }
    return slots;
  }

  /** The field in what includes a unit: as it is there, or as the argument that it is given. */
  async #above({ way }: FieldSlot & { of: 'template' }, document: PromptDocument, unit: TemplateUnit): Promise<void> {
    const [first] = way;
    for (const { document: from, unit: around, inclusion } of await placesIncluding(document, unit, this.#files)) {
      const { use, context, given } = inclusion;
      const add = (to: ValuePath) => this.#add(inUnit(from, around, to));
      const argument = given.find(({ name }) => name === first);
      if (first === ROOT) add(way);
      else if (argument === undefined && context !== undefined) add([...context, ...way]);
      else if (argument !== undefined && way.length === 1) {
        this.#found([inTemplate(from, 'argument', argument.name, argument)]);
      } else if (argument?.value !== undefined) add([...argument.value, ...way.slice(1)]);
      else {
        const args = { name: nameOfWay(way) ?? '' };
        this.#doubts.push({ code: 'rename.unknown-context', file: from.file, range: from.range(use), args });
      }
    }
  }

  /** Where a unit or anything below it reads a field. */
  mention(slot: FieldSlot): Promise<Mention | undefined> {
    const key = slotKey(slot);
    const known = this.#mentioned.get(key);
    if (known !== undefined) return known;
    // A circle of partials mentions nothing by going round.
    this.#mentioned.set(key, Promise.resolve(undefined));
    const found = this.#lookFor(slot);
    this.#mentioned.set(key, found);
    return found;
  }

  async #lookFor(slot: FieldSlot): Promise<Mention | undefined> {
    if (slot.of === 'tests' || slot.way.length > LONGEST_WAY) return undefined;
    const known = await unitOf(slot, this.#files);
    if (known === undefined) return undefined;
    const { found, doubts } = templatePlaces(known.document, known.unit, slot.way);
    const [first] = [...found, ...doubts];
    return first ?? this.mentionBelow(slot);
  }

  /** Where what a unit includes reads a field. */
  async mentionBelow(slot: FieldSlot): Promise<Mention | undefined> {
    const known = slot.of === 'template' ? await unitOf(slot, this.#files) : undefined;
    if (known === undefined || slot.of === 'tests') return undefined;
    for (const below of await this.#below(slot, known.document, known.unit)) {
      const inside = await this.mention(below);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }
}

/** The unit of a template that a field is looked for in. */
export async function unitOf(
  { file, inline }: { file: string; inline?: number },
  files: ProjectFiles,
): Promise<{ document: PromptDocument; unit: TemplateUnit } | undefined> {
  const document = await files.prompt(file);
  const unit = document?.units.find((each) => each.inline?.start === inline);
  return document && unit && { document, unit };
}

/** The ways on which a partial sees a field. */
function waysInto({ context, given }: Inclusion, way: ValuePath): ValuePath[] {
  const names = new Set(given.map(({ name }) => name));
  const inContext = context === undefined ? [] : waysBehind(way, context);
  return [
    ...inContext.filter(([first]) => first !== undefined && !names.has(String(first))),
    ...given.flatMap(({ name, value }) => {
      const behind = value === undefined ? [] : waysBehind(way, value);
      return behind.filter(({ length }) => length > 0).map((rest) => [name, ...rest]);
    }),
  ];
}

function slotOf({ document, unit }: IncludedUnit, way: ValuePath): FieldSlot {
  return inUnit(document, unit, way);
}

/** What comes from `@root` is the file's own in a prompt. */
function inUnit({ file, isPartial }: PromptDocument, { inline }: TemplateUnit, way: ValuePath): FieldSlot {
  if (way[0] === ROOT) return { of: 'template', file, way: isPartial ? way : way.slice(1) };
  return { of: 'template', file, way, ...(inline && { inline: inline.start }) };
}

/** A text that is the same for the same field in the same file only. */
export function slotKey(slot: FieldSlot): string {
  return `${slot.of} ${slot.file} ${slot.of === 'template' ? (slot.inline ?? '') : ''} ${wayKey(slot.way)}`;
}
