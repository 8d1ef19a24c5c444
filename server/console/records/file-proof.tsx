import { rich, t } from '../languages/text.ts';
import { Proof } from './proof.tsx';

/** For a file that was saved: its digest, and the proof of the entry that has this digest. */
export function FileProof({ digest }: { readonly digest: string }) {
  return (
    <div class="file-proof">
      <p>{rich('SHA-256 of the file: {digest}', { digest: <span class="digest">{digest}</span> })}</p>
      <p class="quiet">
        {rich('Give the recipient the saved proof beside the file. It is checked without this server: {command}', {
          command: <span class="digest">postern-server verify PROOF --policy POLICY --of FILE</span>,
        })}
      </p>
      <Proof what={t('the file’s entry')} of={{ subject: `export/${digest}` }} />
    </div>
  );
}

/** SHA-256 of a text in UTF-8, hex. */
export async function digestOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
