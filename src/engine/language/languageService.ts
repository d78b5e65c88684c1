import type {
  CompletionItem,
  CompletionList,
  DocumentHighlight,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Position,
  Range,
  SelectionRange,
  SignatureHelp,
  TextEdit,
} from 'vscode-languageserver-types';
import { FileError, type FileSystem, type Host } from '../host';
import type { Endpoint } from '../model/endpoint';
import { BOUNDS } from '../prompt/bounds';
import { decodeText } from '../prompt/decodeText';
import { textOverlay } from '../textOverlay';
import { isInside } from '../workspacePath';
import { completion } from './completion/completion';
import { resolveCompletion } from './completion/resolveCompletion';
import { type DefinitionLink, definition } from './definition/definition';
import { diagnose, diagnoseIdle } from './diagnostics/diagnose';
import type { Finding } from './diagnostics/finding';
import { DocumentCache } from './document/documentCache';
import { LONGEST_TEST_SET_DOCUMENT } from './document/testSetDocument';
import { quickFixes, safeFixes } from './fixes/codeActions';
import type { Fix } from './fixes/fix';
import { foldingRanges } from './folding/foldingRanges';
import { formatPrompt } from './format/formatPrompt';
import { documentHighlights } from './highlight/documentHighlights';
import { linkedNames } from './highlight/linkedNames';
import { type InlineHint, inlayHints } from './hints/inlayHints';
import { hoverAt } from './hover/hover';
import { IS_PROMPT, ProjectIndex } from './index/projectIndex';
import type { LanguageContext, LanguageDocument, ModelNames, Say } from './languageContext';
import { documentLinks, type FileLink } from './links/documentLinks';
import { type Indentation, onType } from './onType/onType';
import { type PreviewCounts, previewCounts } from './preview/previewCounts';
import { type PreviewMessage, type PreviewRequest, type PromptPreview, previewPrompt } from './preview/previewPrompt';
import { type References, references } from './references/references';
import { prepareRename, type RenameStart } from './rename/prepareRename';
import type { ProjectEdit, Refusal } from './rename/projectEdit';
import { rename } from './rename/rename';
import { selectionRange } from './selection/selectionRanges';
import { signatureHelp } from './signature/signatureHelp';
import { documentSymbols } from './symbols/documentSymbols';
import { type SemanticToken, semanticTokens } from './tokens/semanticTokens';

/** The endings that a test set can have: whatever has another one and is asked about is a prompt, as an editor may have it. */
const MAY_BE_TEST_SET = /\.(?:ya?ml|jsonl?|ndjson|csv|tsv)$/i;

/** A text that somebody asks about. */
export interface LanguageText {
  /** Absolute path of the file that it is the text of. */
  file: string;
  text: string;
  /** The folder that no path leaves. */
  workspace: string;
}

export interface LanguageServiceOptions {
  host: Pick<Host, 'files' | 'clock' | 'judgesFolder' | 'scripts'>;
  say: Say;
  /** All endpoints that this person can use, as they are now. */
  endpoints(): readonly Endpoint[];
  /** Ids of the commands that an answer may name; none by default. */
  commands?: Iterable<string>;
  /** The models that a person can call; asked for when a name of one is written. */
  models?: ModelNames;
}

/**
 * The language of prompts and test sets, for editors and for `assay check`: pure answers in the types of the Language Server
 * Protocol. Nothing in here throws for what is wrong in a text. Positions are zero-based lines and UTF-16 columns.
 */
export interface LanguageService {
  /** What can be written at a position. */
  completion(text: LanguageText, position: Position, signal?: AbortSignal): Promise<CompletionList>;
  /** What the name at a position means; undefined where there is none. */
  hover(text: LanguageText, position: Position, signal?: AbortSignal): Promise<Hover | undefined>;
  /** What is known of a workspace; `whole()` of it reads everything in the background. */
  index(workspace: string): ProjectIndex;
  /** A file was written, has appeared or is gone. */
  fileChanged(file: string): Promise<void>;
  /** A file's text in an editor is another now, saved or not. */
  textChanged(file: string, text: string): void;
  /**
   * Ways to put right what was found in a range.
   * @param codes those of the findings that somebody sees there
   */
  codeActions(text: LanguageText, range: Range, codes: readonly string[], signal?: AbortSignal): Promise<Fix[]>;
  /** What is wrong in a text, found fast enough for every key stroke. A finding may be in a file that it includes. */
  diagnostics(text: LanguageText, signal?: AbortSignal): Promise<Finding[]>;
  /** All that can be put right without asking, as one change; undefined where there is nothing. */
  fixAll(text: LanguageText, signal?: AbortSignal): Promise<Fix | undefined>;
  /** What else is wrong, and takes longer to find: for when nobody types. */
  idleDiagnostics(text: LanguageText, signal?: AbortSignal): Promise<Finding[]>;
  /** Where the name at a position is declared. */
  definition(text: LanguageText, position: Position, signal?: AbortSignal): Promise<DefinitionLink[]>;
  /** What can be folded. */
  folding(text: LanguageText): FoldingRange[];
  /** The edits that format a prompt without changing a character of its messages; none for test sets. */
  format(text: LanguageText): TextEdit[];
  /** The places in a text of what the name at a position stands for; undefined where no name is. */
  highlights(text: LanguageText, position: Position, signal?: AbortSignal): Promise<DocumentHighlight[] | undefined>;
  /** What a prompt does not say itself, in the part that is in sight; none for test sets. */
  hints(text: LanguageText, range: Range, signal?: AbortSignal): Promise<InlineHint[]>;
  /** The name of a block in its first and its last tag; undefined where the position is in neither. */
  linkedNames(text: LanguageText, position: Position): Range[] | undefined;
  /** The files that a text names. */
  links(text: LanguageText, signal?: AbortSignal): Promise<FileLink[]>;
  /**
   * A prompt's messages with a case, each stretch of them with the place that it came from; undefined for test sets.
   * @throws what the signal is aborted with
   */
  preview(text: LanguageText, request: PreviewRequest, signal?: AbortSignal): Promise<PromptPreview | undefined>;
  /** Tokens of the messages of a preview, and what sending them costs. */
  previewCounts(messages: readonly PreviewMessage[], model: string | undefined): Promise<PreviewCounts>;
  /** The name at a position that can be renamed, or why it cannot. */
  prepareRename(text: LanguageText, position: Position, signal?: AbortSignal): Promise<RenameStart | Refusal>;
  /** All places in the project of what the name at a position stands for, and what could not be looked through. */
  references(
    text: LanguageText,
    position: Position,
    options: { includeDeclaration: boolean },
    signal?: AbortSignal,
  ): Promise<References>;
  /** What gives the name at a position another name everywhere, or why that is not done. */
  rename(text: LanguageText, position: Position, name: string, signal?: AbortSignal): Promise<ProjectEdit | Refusal>;
  /** What a selection at each position grows to. */
  selection(text: LanguageText, positions: readonly Position[]): SelectionRange[];
  /** What goes with a character that was typed just before a position: `}`, `/` or `\n`. */
  onType(text: LanguageText, position: Position, character: string, indentation: Indentation): TextEdit[];
  /** An item of `completion` with what takes time to find out. */
  resolveCompletion(item: CompletionItem, text: LanguageText, signal?: AbortSignal): Promise<CompletionItem>;
  /** The arguments of the call that a position is in. */
  signatureHelp(text: LanguageText, position: Position): SignatureHelp | undefined;
  /** An outline. */
  symbols(text: LanguageText): DocumentSymbol[];
  /** The names by what they mean. */
  tokens(text: LanguageText): SemanticToken[];
}

/** Wires the language together. */
export function createLanguageService({
  host,
  say,
  endpoints,
  commands = [],
  models,
}: LanguageServiceOptions): LanguageService {
  const { files, clock, judgesFolder, scripts } = host;
  const known = new Set(commands);
  const documents = new DocumentCache();
  const indexes = new Map<string, ProjectIndex>();

  const makeIndex = (workspace: string) =>
    new ProjectIndex(workspace, {
      files,
      now: () => clock.monotonic(),
      parse: (text, file) => documents.prompt(text, file),
    });

  const index = (workspace: string): ProjectIndex => {
    const found = indexes.get(workspace) ?? makeIndex(workspace);
    indexes.set(workspace, found);
    return found;
  };

  const read = async (file: string, maxBytes: number, from: FileSystem): Promise<string | undefined> => {
    try {
      return decodeText(await from.read(file, { maxBytes })).text;
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  };

  /** What a feature may ask beside its document. */
  const contextOf = ({ file: asked, text: now, workspace }: LanguageText, signal?: AbortSignal): LanguageContext => {
    // A file that includes itself, or is named by one that it names, holds what is asked about.
    const current = textOverlay(files, new Map([[asked, now]]));
    return {
      files: current,
      workspace,
      judgesFolder,
      ...(scripts && { scripts }),
      index: index(workspace),
      endpoints: endpoints(),
      commands: known,
      ...(models && { models }),
      say,
      parse: (text, file) => documents.prompt(text, file),
      async prompt(file) {
        const text = await read(file, BOUNDS.file, current);
        return text === undefined ? undefined : documents.prompt(text, file);
      },
      async testSet(file) {
        const text = await read(file, 4 * LONGEST_TEST_SET_DOCUMENT, current);
        return text === undefined || text.length > LONGEST_TEST_SET_DOCUMENT
          ? undefined
          : documents.testSet(text, file);
      },
      ...(signal && { signal }),
    };
  };

  const documentOf = ({ file, text }: LanguageText): LanguageDocument =>
    IS_PROMPT.test(file) || !MAY_BE_TEST_SET.test(file)
      ? { kind: 'prompt', prompt: documents.prompt(text, file) }
      : { kind: 'testset', testSet: documents.testSet(text, file) };

  const around = (file: string): ProjectIndex[] => [...indexes.values()].filter(({ root }) => isInside(file, root));

  const codeActions: LanguageService['codeActions'] = async (text, range, codes, signal) => {
    if (codes.length === 0) return [];
    const [document, context] = [documentOf(text), contextOf(text, signal)];
    const found = await diagnose(document, context);
    // Only what is not found at once is worth the time.
    if (codes.some((code) => !found.some((finding) => finding.code === code))) {
      found.push(...(await diagnoseIdle(document, context)));
    }
    return quickFixes(
      document,
      found.filter(({ code }) => codes.includes(code)),
      range,
      context,
    );
  };

  return {
    completion: (text, position, signal) => completion(documentOf(text), position, contextOf(text, signal)),
    hover: (text, position, signal) => hoverAt(documentOf(text), position, contextOf(text, signal)),
    index,
    codeActions,
    async fileChanged(file) {
      for (const each of around(file)) await each.update(file);
    },
    textChanged(file, text) {
      for (const each of around(file)) each.setText(file, text);
    },
    definition: (text, position, signal) => definition(documentOf(text), position, contextOf(text, signal)),
    diagnostics: (text, signal) => diagnose(documentOf(text), contextOf(text, signal)),
    async fixAll(text, signal) {
      const [document, context] = [documentOf(text), contextOf(text, signal)];
      const found = [...(await diagnose(document, context)), ...(await diagnoseIdle(document, context))];
      return safeFixes(document, found, context);
    },
    idleDiagnostics: (text, signal) => diagnoseIdle(documentOf(text), contextOf(text, signal)),
    folding: (text) => foldingRanges(documentOf(text)),
    format(text) {
      const document = documentOf(text);
      return document.kind === 'prompt' ? formatPrompt(document.prompt) : [];
    },
    highlights: (text, position, signal) => documentHighlights(documentOf(text), position, contextOf(text, signal)),
    async hints(text, range, signal) {
      const document = documentOf(text);
      return document.kind === 'prompt' ? inlayHints(document.prompt, range, contextOf(text, signal)) : [];
    },
    linkedNames: (text, position) => linkedNames(documentOf(text), position),
    links: (text, signal) => documentLinks(documentOf(text), contextOf(text, signal)),
    async preview(text, request, signal) {
      const document = documentOf(text);
      return document.kind === 'prompt' ? previewPrompt(document.prompt, request, contextOf(text, signal)) : undefined;
    },
    previewCounts: (messages, model) => previewCounts(messages, model, endpoints()),
    prepareRename: (text, position, signal) => prepareRename(documentOf(text), position, contextOf(text, signal)),
    references: (text, position, options, signal) =>
      references(documentOf(text), position, options, contextOf(text, signal)),
    rename: (text, position, name, signal) => rename(documentOf(text), position, name, contextOf(text, signal)),
    selection: (text, positions) => positions.map((position) => selectionRange(documentOf(text), position)),
    onType: (text, position, character, indentation) => onType(documentOf(text), position, character, indentation),
    resolveCompletion: (item, text, signal) => resolveCompletion(item, documentOf(text), contextOf(text, signal)),
    signatureHelp: (text, position) => signatureHelp(documentOf(text), position, contextOf(text)),
    symbols: (text) => documentSymbols(documentOf(text)),
    tokens: (text) => semanticTokens(documentOf(text)),
  };
}
