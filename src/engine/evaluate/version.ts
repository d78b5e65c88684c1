import { version } from '../../../package.json';

/** This release of Assay, as every record names it. */
export const ASSAY_VERSION: string = version;
