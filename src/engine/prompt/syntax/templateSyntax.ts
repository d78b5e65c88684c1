/** What a piece of a tag is, by its lexical form alone. */
export type TokenType =
  | 'id'
  | 'string'
  | 'number'
  | 'boolean'
  | 'undefined'
  | 'null'
  | 'data'
  | 'separator'
  | 'equals'
  | 'open-bracket'
  | 'close-bracket'
  | 'open-params'
  | 'close-params'
  | 'invalid';

/** A piece of a tag, by offsets in the template. */
export interface TemplateToken {
  type: TokenType;
  start: number;
  end: number;
}

/** What a tag is. `else` is also written `{{^}}`; `inverse` is `{{^name}}`, `else-if` `{{else name}}`. */
export type SyntaxTagKind =
  | 'value'
  | 'decorator'
  | 'open'
  | 'open-decorator'
  | 'inverse'
  | 'else'
  | 'else-if'
  | 'close'
  | 'partial'
  | 'open-partial'
  | 'comment'
  | 'raw-open'
  | 'raw-close';

/** A tag of a template as it is written, whether it is right or not. */
export interface SyntaxTag {
  kind: SyntaxTagKind;
  /** Offset of the first brace. */
  start: number;
  /** Offset behind the last brace; of a tag without an end, behind the last piece on its line. */
  end: number;
  /** Where the braces (with `#`, `>`, `~` and the like) end and what they hold begins. */
  innerStart: number;
  /** Where the closing braces begin; `end` where there are none. */
  innerEnd: number;
  /** False where the end is missing, or is not the one that the beginning asks for. */
  closed: boolean;
  /** In the order of the text; none for comments. */
  tokens: TemplateToken[];
}

/** A fault in a template, by offsets in the template. */
export interface TemplateFault {
  code: string;
  start: number;
  end: number;
  args: Record<string, string | number>;
}

/**
 * A template taken apart. The tree has the shape that Handlebars gives its own, so that whoever reads one reads the other;
 * where the template is broken it holds what could be understood.
 */
export interface TemplateSyntax {
  program: hbs.AST.Program;
  /** Every tag in the order of the text. */
  tags: SyntaxTag[];
  /** Faults of syntax, in the order of the text. */
  faults: TemplateFault[];
}
