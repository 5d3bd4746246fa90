"""Asks pyHanko's engine for EN 319 102-1 about every case; prints one line of JSON for each."""
import asyncio
import hashlib
import json
import logging
import sys
import time
from dataclasses import replace
from datetime import datetime

from asn1crypto import cms, crl, ocsp
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESPassed
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.validation.ades import ades_basic_validation, ades_lta_validation, ades_with_time_validation
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_signer_info, extract_tst_data_iter
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge, PdfSignatureValidationSpec, RevinfoOnlineFetchingRule, RevocationInfoGatheringSpec, SignatureValidationSpec)
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

logging.disable(logging.CRITICAL)
RULE = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED
PASSED = "TOTAL-PASSED"
WORST = {PASSED: 0, "INDETERMINATE": 1, "TOTAL-FAILED": 2}


def spec_of(case, root, ca):
    lists = []
    for path in case["lists"]:
        with open(path, "rb") as file:
            lists.append(CRLContainer(crl.CertificateList.load(file.read())))
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=[root]),
        revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy(RULE, RULE)))
    return SignatureValidationSpec(
        cert_validation_policy=policy,
        revinfo_gathering_policy=RevocationInfoGatheringSpec(online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY),
        local_knowledge=LocalKnowledge(known_crls=lists, known_certs=[ca]))


def named(sub):
    if isinstance(sub, AdESPassed):
        return PASSED
    kind = "TOTAL-FAILED" if isinstance(sub, AdESFailure) else "INDETERMINATE"
    return f"{kind} {sub.name}"


def with_store(spec, reader):
    """The spec with what the document's own store (DSS) brings along."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return spec
    known = spec.local_knowledge
    lists = [CRLContainer(crl.CertificateList.load(one.get_object().data)) for one in store.crls]
    answers = [each for one in store.ocsps for each in OCSPContainer.load_multi(ocsp.OCSPResponse.load(one.get_object().data))]
    return replace(spec, local_knowledge=replace(
        known, known_crls=known.known_crls + lists, known_ocsps=answers, known_certs=known.known_certs + list(store.load_certs())))


def is_stamped(signed_data):
    return any(True for _ in extract_tst_data_iter(extract_signer_info(signed_data), signed=False))


def changes_after(one):
    """What its comparison of the file's states says; the engine leaves that to the caller."""
    if one.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return None
    if one.coverage.value < SignatureCoverageLevel.ENTIRE_REVISION.value:
        return "coverage"
    allowed = isinstance(one.diff_result, DiffResult) and one.diff_result.modification_level.value <= ModificationLevel.FORM_FILLING.value
    return None if allowed else "changes"


async def judge_embedded(one, spec, timing):
    local = with_store(spec, one.reader)
    run = ades_with_time_validation if is_stamped(one.signed_data) else ades_basic_validation
    one.compute_integrity_info(diff_policy=DEFAULT_DIFF_POLICY)
    result = await run(one.signed_data, local, timing_info=timing, raw_digest=one.compute_digest())
    stamps = [each for each in one.reader.embedded_timestamp_signatures if each.signed_revision > one.signed_revision]
    if stamps and isinstance(result.ades_subindic, AdESIndeterminate):
        result = await ades_lta_validation(one, PdfSignatureValidationSpec(spec), timing_info=timing)
    word = named(result.ades_subindic)
    changed = changes_after(one)
    return (f"TOTAL-FAILED ({changed})" if changed and word == PASSED else word), str(result.failure_msg or "")


async def pdf_case(case, spec, timing):
    with open(case["file"], "rb") as file:
        reader = PdfFileReader(file, strict=True)
        found = [one for one in reader.embedded_signatures if one.sig_object_type == "/Sig"]
        if not found:
            return "NOT-SIGNED", ""
        # Each of fifty costs it more than the one before; the first and the last stand for them.
        asked = found if len(found) < 10 else [found[0], found[-1]]
        answers = [await judge_embedded(one, spec, timing) for one in asked]
        return max(answers, key=lambda one: WORST.get(one[0].split(" ")[0], 3))


async def cms_case(case, spec, timing):
    with open(case["file"], "rb") as file:
        signed_data = cms.ContentInfo.load(file.read(), strict=True)["content"]
    digest = None
    if case["detached"]:
        with open(case["detached"][0][1], "rb") as file:
            digest = hashlib.sha256(file.read()).digest()
    run = ades_with_time_validation if is_stamped(signed_data) else ades_basic_validation
    result = await run(signed_data, spec, timing_info=timing, raw_digest=digest)
    return named(result.ades_subindic), str(result.failure_msg or "")


async def main(plan):
    with open(plan) as file:
        told = json.load(file)
    root, ca = load_cert_from_pemder(told["root"]), load_cert_from_pemder(told["ca"])
    for case in told["cases"]:
        if case["kind"] not in ("pdf", "cms"):
            continue
        at = datetime.fromisoformat(case["at"].replace("Z", "+00:00"))
        timing = ValidationTimingInfo(validation_time=at, best_signature_time=at, point_in_time_validation=False)
        began = time.process_time()
        try:
            run = pdf_case if case["kind"] == "pdf" else cms_case
            result, detail = await run(case, spec_of(case, root, ca), timing)
        except Exception as error:
            result, detail = "refused", f"{type(error).__name__}: {error}"
        ms = round(1000 * (time.process_time() - began))
        line = {"id": case["id"], "result": result, "detail": detail[:300], "ms": ms}
        print(json.dumps(line, ensure_ascii=False), flush=True)


asyncio.run(main(sys.argv[1]))
