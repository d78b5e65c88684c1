import * as vscode from 'vscode';
import type { Finding } from '../../engine/language/diagnostics/finding';
import { editorRange } from '../documents/editorRange';
import { sentence } from '../words';
import type { FindingDocs } from './findingDocs';

const SEVERITIES: Readonly<Record<Finding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

const TAGS = {
  unnecessary: vscode.DiagnosticTag.Unnecessary,
  deprecated: vscode.DiagnosticTag.Deprecated,
} as const;

/**
 * A finding as VS Code shows it.
 * @param docs where it is explained, if it is
 */
export function diagnosticOf(finding: Finding, docs?: FindingDocs): vscode.Diagnostic {
  const { code, severity, args, range, related, tags } = finding;
  const diagnostic = new vscode.Diagnostic(editorRange(range), sentence(code, args), SEVERITIES[severity]);
  diagnostic.source = 'Assay';
  diagnostic.code = docs === undefined ? code : { value: code, target: docs.of(code) };
  if (tags !== undefined) diagnostic.tags = tags.map((tag) => TAGS[tag]);
  diagnostic.relatedInformation = related?.map(
    (place) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(vscode.Uri.file(place.file), editorRange(place.range)),
        sentence(place.code, place.args),
      ),
  );
  return diagnostic;
}

/** The code of a diagnostic of Assay's; undefined for one of somebody else's. */
export function codeOf({ source, code }: vscode.Diagnostic): string | undefined {
  if (source !== 'Assay' || code === undefined) return undefined;
  return String(typeof code === 'object' ? code.value : code);
}
