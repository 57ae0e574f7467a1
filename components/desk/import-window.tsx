import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '../../lib/problems/problem';
import type { Result } from '../../lib/result';
import { FileChoice } from './file-choice';
import { FormWindow } from './form-window';
import { ProblemAlert } from './problem-alert';

/** A file that is imported: the choice of it, what it says, and how the import goes. */
export interface ImportedFile<Content> {
  readonly name: string | undefined;
  /** What the file says; nothing before one is chosen that can be read. */
  readonly content: Content | undefined;
  /** Why it cannot be read, in one sentence. */
  readonly fault: string | undefined;
  readonly running: boolean;
  readonly problem: Problem | undefined;
  readonly choose: (file: File) => Promise<void>;
  /** Imports it, and tells whether that went well; else the problem is shown. */
  readonly send: (call: () => Promise<Result<unknown>>) => Promise<boolean>;
}

/** A file to import, read by a function that gives its content, or a sentence why it cannot. */
export function useImportedFile<Content>(
  read: (file: File) => Promise<Result<Content, string>>,
): ImportedFile<Content> {
  const [chosen, setChosen] = useState<{
    readonly name: string;
    readonly read: Result<Content, string>;
  }>();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  return {
    name: chosen?.name,
    content: chosen?.read.ok ? chosen.read.value : undefined,
    fault: chosen && !chosen.read.ok ? chosen.read.problem : undefined,
    running,
    problem,
    choose: async (file) => {
      setProblem(undefined);
      setChosen({ name: file.name, read: await read(file) });
    },
    send: async (call) => {
      setRunning(true);
      const sent = await call();
      setRunning(false);
      if (!sent.ok) setProblem(sent.problem);
      return sent.ok;
    },
  };
}

interface ImportWindowProps {
  readonly header: string;
  /** Which files can be chosen, and what becomes of what is here. */
  readonly description: string;
  readonly accept: string;
  readonly file: ImportedFile<unknown>;
  /** How the import is set, before the file is chosen. */
  readonly settings?: ComponentChildren;
  /** How much it would do; nothing before that is known. */
  readonly counts?: string | undefined;
  readonly act: string;
  /** Whether there is something that can be imported. */
  readonly ready: boolean;
  readonly onClose: () => void;
  readonly onImport: () => void;
  /** What it would do. */
  readonly children: ComponentChildren;
}

/** The window in which a file is chosen, looked at and imported. */
export function ImportWindow(props: ImportWindowProps) {
  const { header, description, accept, file, settings, counts, act, ready, children } = props;
  const { onClose, onImport } = props;
  return (
    <FormWindow
      size="large"
      header={header}
      act={act}
      running={file.running}
      disabled={!ready}
      onAct={onImport}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <Box key="what">{description}</Box>
        {settings}
        <FileChoice
          key="file"
          accept={accept}
          name={file.name}
          onChoose={(chosen) => void file.choose(chosen)}
        />
        <div key="fault" role="status">
          {file.fault !== undefined && (
            <Alert type="error" header="This file cannot be imported.">
              {file.fault}
            </Alert>
          )}
          {counts !== undefined && <strong>{counts}</strong>}
        </div>
        {children}
        {file.problem && <ProblemAlert key="problem" problem={file.problem} onRetry={onImport} />}
      </SpaceBetween>
    </FormWindow>
  );
}
