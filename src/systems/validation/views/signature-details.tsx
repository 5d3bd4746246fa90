import { domainNames, type Validation } from '#core/signatures/index.ts';
import { shortDate } from '#kernel/time.ts';
import { DescriptionList } from '#ui/description-list.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';

type Report = Validation['signatures'][number];

/** Everything of one signature that an expert asks for, in words where there are some. */
export function SignatureDetails({ report }: { readonly report: Report }) {
  const m = useMessages(messages);
  const lang = useLang();
  const { fault, signer, path, algorithm, coverage } = report;
  const result = fault ? `${report.indication} · ${fault.subIndication}` : report.indication;
  const until = algorithm?.until ? `, ${m.until(shortDate(algorithm.until))}` : '';
  const issuers = path.certificates.slice(1).map((one) => one.subject.commonName);
  const sources = [...new Set(path.revocation.map((one) => m.sources[one.source]))];
  return (
    <DescriptionList
      items={[
        { term: m.result, value: result },
        { term: m.level, value: `${report.format} ${report.level}` },
        { term: m.proven, value: report.bestSignatureTime ? <Time at={report.bestSignatureTime} /> : m.notProven },
        { term: m.signer, value: signer?.subjectText },
        { term: m.path, value: issuers.join(' → ') },
        { term: m.domain, value: path.domain && <a href={`/danh-sach-tin-cay#${path.domain}`}>{domainNames[path.domain][lang]}</a> },
        { term: m.revocation, value: sources.join('; ') },
        { term: m.algorithm, value: algorithm && `${algorithm.signature}, ${algorithm.hash.toUpperCase()}${until}` },
        { term: m.permission, value: coverage?.permission && m.permissions[coverage.permission] },
        { term: m.differences, value: coverage?.differences.map((one) => m.kinds[one]).join(', ') },
      ]}
    />
  );
}
