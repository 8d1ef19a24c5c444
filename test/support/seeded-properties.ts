/** fast-check with a fixed seed under CI, so that one commit always gets the same verdict. Elsewhere each run uses a new seed. */
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_125 });

export * from 'fast-check';
export default fc;
