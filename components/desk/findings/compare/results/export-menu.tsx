import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import type { ComparisonReport } from '../../../../../lib/findings/report';
import { download } from '../../../download';
import type { ExportFormat } from './export-formats';

interface ExportMenuProps {
  readonly formats: readonly ExportFormat[];
  /** What is shown, put together when it is wanted. */
  readonly report: (format: ExportFormat) => ComparisonReport;
  readonly nameOf: (report: ComparisonReport, extension: string) => string;
}

/** Saves exactly what is shown as a file. */
export function ExportMenu({ formats, report, nameOf }: ExportMenuProps) {
  if (formats.length === 0) return null;
  return (
    <ButtonDropdown
      items={formats.map(({ extension, title }) => ({ id: extension, text: title }))}
      onItemClick={({ detail }) => {
        const format = formats.find(({ extension }) => extension === detail.id);
        if (!format) return;
        const told = report(format);
        download(nameOf(told, format.extension), format.type, format.write(told));
      }}
    >
      Export
    </ButtonDropdown>
  );
}
