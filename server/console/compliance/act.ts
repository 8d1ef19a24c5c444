import { announce } from '../shell/live.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import { REFUSAL_WORDS } from './words.ts';

/**
 * Sends an act, with a fresh proof if the server requires one. Resolves to what happened, in words, and announces it.
 * @param fields what to change, by the path of a field that the server refuses
 */
export async function act(
  path: string,
  body: unknown,
  done: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<string> {
  const asked = await askProved('POST', path, body);
  const words =
    asked.kind === 'answered'
      ? done
      : (fieldWords(asked, fields) ?? REFUSAL_WORDS[asked.kind === 'refused' ? asked.code : ''] ?? refusalWords(asked));
  announce(words);
  return words;
}

function fieldWords(
  asked: Awaited<ReturnType<typeof askProved>>,
  fields: Readonly<Record<string, string>>,
): string | undefined {
  if (asked.kind !== 'refused' || asked.code !== 'invalid-message') return undefined;
  const named = asked.faults.flatMap(({ path }) => fields[path.split('.')[0] ?? ''] ?? []);
  return named.length === 0 ? undefined : [...new Set(named)].join(' ');
}
