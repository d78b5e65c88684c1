import type { Variables } from '../conversion';
import type { ConvertReport } from '../convertReport';

/** What turning a template into pieces needs to know, and tells. */
export interface TemplateContext {
  report: ConvertReport;
  /** Variables that are read are added. */
  variables: Variables;
  /** The line in which the template begins in its file, counted from 0; absent where it is in no line of its own. */
  line?: number;
}

/** The line of a place in a template, counted from 1. */
export function lineAt({ line }: TemplateContext, template: string, offset: number): number | undefined {
  if (line === undefined) return undefined;
  return line + template.slice(0, offset).split('\n').length;
}
