import type { ComparisonReport } from '../report';
import { isoText } from '../iso-text';

/** What the files of exports end with. */
export type ExportExtension = 'csv' | 'md' | 'json' | 'sarif' | 'cdx.json' | 'html';

/** So much of what a build is called is in a name: file systems end at 255 bytes. */
const longest = 60;

/**
 * What an export is called as a file, by both builds and the day in UTC:
 * `image-desk-findings-office-1.0.0-3-to-office-1.0.0-4-2026-08-01.csv`. It has only characters
 * that every file system takes.
 */
export function exportName(
  { base, target, at }: Pick<ComparisonReport, 'base' | 'target' | 'at'>,
  extension: ExportExtension,
): string {
  const day = isoText(at)?.slice(0, 10) ?? '';
  const parts = ['image-desk-findings', safe(base.label), 'to', safe(target.label), day];
  return `${parts.filter((part) => part !== '').join('-')}.${extension}`;
}

function safe(label: string): string {
  const plain = label.replaceAll(/[^\w.]+/g, '-').slice(0, longest);
  return plain.replaceAll(/^[-.]+|[-.]+$/g, '') || 'build';
}
