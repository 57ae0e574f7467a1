import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import Ajv4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020.js';

const require = createRequire(import.meta.url);

/** What is wrong with a document; nothing when it is valid. */
export type Check = (document: unknown) => unknown;

function readJson(path: string): object {
  return JSON.parse(readFileSync(path, 'utf8')) as object;
}

/** Checks a JSON report by the schema that the documentation has. */
export function findingsReportCheck(): Check {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats(ajv);
  const path = new URL('../../../docs/findings-report.schema.json', import.meta.url).pathname;
  const valid = ajv.compile(readJson(path));
  return (document) => (valid(document) ? undefined : valid.errors);
}

/** Checks a SARIF log by the schema of its standard. */
export function sarifCheck(): Check {
  // The schema has patterns that are none by the strict grammar.
  const ajv = new Ajv4({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const path = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const valid = ajv.compile(readJson(path));
  return (document) => (valid(document) ? undefined : valid.errors);
}

/** Checks a CycloneDX document by the strict schema of version 1.6. */
export function cycloneDxCheck(): (text: string) => Promise<unknown> {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  return (text) => validator.validate(text);
}
