import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import type { ExportFormat } from '../../../../../lib/findings/export/formats';
import { exportName } from '../../../../../lib/findings/export/name';
import type { ComparisonReport } from '../../../../../lib/findings/report';
import { download } from '../../../download';

interface ExportMenuProps {
  readonly formats: readonly ExportFormat[];
  /** What is shown, put together when it is wanted. */
  readonly report: (format: ExportFormat) => ComparisonReport;
}

/** Saves exactly what is shown as a file. */
export function ExportMenu({ formats, report }: ExportMenuProps) {
  return (
    <ButtonDropdown
      items={formats.map(({ extension, title }) => ({ id: extension, text: title }))}
      onItemClick={({ detail }) => {
        const format = formats.find(({ extension }) => extension === detail.id);
        if (!format) return;
        const told = report(format);
        download(exportName(told, format.extension), format.type, format.write(told));
      }}
    >
      Export
    </ButtonDropdown>
  );
}
