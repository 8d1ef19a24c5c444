/** The judge with its schemas, as one chunk that is loaded when something is to be judged. */
import '../schemas-interpreted.ts';
export { judgeProofFile } from '../../ledger/verify/judge-proof-file.ts';
