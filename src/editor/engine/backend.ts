/**
 * All that the editor calls of the engine and of Node's ports. Imported only by `import()`, in `EngineHost`,
 * so that VS Code's start does not wait for it.
 */
export { createEngine } from '../../engine';
export { runFile, runIds } from '../../engine/evaluate/history';
export { readRun } from '../../engine/evaluate/readRun';
export { summarizeRun as summarize } from '../../engine/evaluate/summary';
export { conversionText } from '../../engine/language/convert/conversionText';
export { stemOf } from '../../engine/language/convert/convertPrompt';
export { newJudge } from '../../engine/language/create/newJudge';
export { createLanguageService } from '../../engine/language/languageService';
export { KNOWN_ENDPOINTS } from '../../engine/model/knownEndpoints';
export { ModelCatalogue } from '../../engine/model/modelCatalogue';
export { decodeText } from '../../engine/prompt/decodeText';
export { REPORT_FORMATS } from '../../engine/report/formats';
export { selectTraining } from '../../engine/report/training/selectTraining';
export { trainingWords } from '../../engine/report/training/trainingWords';
export { writeExpected } from '../../engine/testset/writeExpected';
export { inVersion } from '../../engine/versions/openVersion';
export { pairMessages } from '../../engine/versions/pairMessages';
export { environmentSecrets } from '../../node/environmentSecrets';
export { nodeHost } from '../../node/nodeHost';
export { readUserConfig } from '../../node/userConfig';
export { findWorkspace } from '../../node/workspace';
