import FileInput from '@cloudscape-design/components/file-input';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface FileChoiceProps {
  /** The endings that are offered first, such as `.csv,.json`. */
  readonly accept: string;
  /** The name of the file that was chosen. */
  readonly name: string | undefined;
  readonly onChoose: (file: File) => void;
}

/** The button that chooses a file, and the name of the one that was chosen. */
export function FileChoice({ accept, name, onChoose }: FileChoiceProps) {
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="center">
      <FileInput
        accept={accept}
        value={[]}
        onChange={({ detail: { value } }) => {
          const [file] = value;
          if (file) onChoose(file);
        }}
      >
        Choose file
      </FileInput>
      {name !== undefined && <span>{name}</span>}
    </SpaceBetween>
  );
}
