import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { PROPOSED, reasonOf } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { t } from '../languages/text.ts';
import { announce } from '../shell/live.ts';
import { Form } from '../sign-in/form.tsx';
import { askProved } from '../sign-in/step-up.ts';
import { readJsonFile } from './read-json-file.ts';

export interface EnteredFile {
  readonly label: string;
  readonly isOptional?: boolean;
}

export interface EnterFilesProps {
  readonly title: string;
  /** Where the files come from, and how they are checked before. */
  readonly children: ComponentChildren;
  readonly files: readonly EnteredFile[];
  readonly kind: 'sharing-party' | 'sharing-agreement';
  /** From the content of each file; `undefined` for an optional one that was not chosen. */
  readonly payloadOf: (contents: readonly unknown[]) => unknown;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

type Fault = { readonly path: string; readonly message: string };
const trouble = (words: string) => ({ words, waitS: null });

/** Proposes what files of JSON say. Shows each fault that the server found, with its place in the file. */
export function EnterFiles({ title, children, files, kind, payloadOf, onDone, onClose }: EnterFilesProps) {
  const id = useId();
  const faults = useSignal<readonly Fault[]>([]);
  const chosen = useSignal<readonly (File | undefined)[]>(files.map(() => undefined));
  const choose = (at: number, file: File | undefined): void => {
    faults.value = [];
    chosen.value = chosen.value.with(at, file);
  };
  const send = async () => {
    const contents: unknown[] = [];
    for (const file of chosen.value) {
      const read = file === undefined ? undefined : await readJsonFile(file);
      if (read?.kind === 'refused') return trouble(read.words);
      contents.push(read?.json);
    }
    const asked = await askProved('POST', '/v1/proposals', { kind, payload: payloadOf(contents) });
    if (asked.kind === 'answered') {
      announce(PROPOSED());
      onDone(PROPOSED());
      return undefined;
    }
    if (asked.code !== 'invalid-message') return trouble(reasonOf(asked));
    faults.value = asked.faults;
    return trouble(t('The file does not have the required form. Nothing was proposed.'));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <Form
        send={t('Propose')}
        sending={t('Proposing…')}
        beside={<Button label={t('Cancel')} onPress={onClose} />}
        onSend={send}
      >
        {files.map(({ label, isOptional = false }, at) => (
          <div class="field" key={label}>
            <label for={`${id}-${at}`}>{label}</label>
            <input
              id={`${id}-${at}`}
              type="file"
              accept=".json,application/json"
              required={!isOptional}
              onChange={({ currentTarget }) => choose(at, currentTarget.files?.[0])}
            />
          </div>
        ))}
      </Form>
      {faults.value.length > 0 && (
        <ul class="entry-faults" lang="en">
          {faults.value.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <span class="digest">{path}</span> {message}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
