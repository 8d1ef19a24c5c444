/** The verification of proofs with its schemas, as one chunk that is loaded when it is needed. */
import '../schemas-interpreted.ts';
export { judgeProofFile } from '../../records/ledger/verify/judge-proof-file.ts';
