import { currentPolicy } from '../src/core/signatures/validation/policy.ts';
import { judgeFile } from '../src/core/signatures/validation/validate.ts';
import { now } from '../src/kernel/time.ts';
import { quickSign, tablePdf, testAuthority } from './signature-kit.ts';

/**
 * Signs and judges one large file and prints by how many sizes of it the process grew. A process of its own, because the peak
 * that the system tells is that of all it ever did: `node --import tsx test/large-pdf.ts MIB`.
 */
const authority = testAuthority();
const before = process.memoryUsage.rss();
const signed = quickSign(tablePdf(Number(process.argv[2]) << 20), authority.person('Nguyễn Văn An'), authority.tsa);
const { overall } = judgeFile({ bytes: signed }, authority.trust, currentPolicy, now());
const peak = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ overall, times: (peak - before) / signed.length }));
