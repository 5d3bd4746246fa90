import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonCertificateSource;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * Asks EU DSS about every case. One line a case comes in, its fields parted by tabs: id, instant, file, lists and
 * detached files (each "name=path", parted by "|"). One line of JSON a case goes out. Nothing is fetched: there is no
 * AIA, CRL or OCSP source but the files given; the policy is the one that DSS ships.
 */
public final class Referee {
  public static void main(String[] args) throws IOException {
    CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
    anchors.addCertificate(certificate(args[0]));
    CommonCertificateSource known = new CommonCertificateSource();
    known.addCertificate(certificate(args[1]));
    try (BufferedReader plan = Files.newBufferedReader(Path.of(args[2]), StandardCharsets.UTF_8)) {
      for (String line = plan.readLine(); line != null; line = plan.readLine()) {
        String[] fields = line.split("\t", -1);
        System.out.println(answer(fields, anchors, known));
        System.out.flush();
      }
    }
  }

  private static CertificateToken certificate(String path) throws IOException {
    return DSSUtils.loadCertificate(Files.readAllBytes(Path.of(path)));
  }

  private static String answer(String[] fields, CommonTrustedCertificateSource anchors, CommonCertificateSource known) {
    long began = System.nanoTime();
    String result;
    List<String> levels = new ArrayList<>();
    List<String> details = new ArrayList<>();
    try {
      SimpleReport report = validate(fields, anchors, known);
      result = overall(report, levels, details);
    } catch (Exception | StackOverflowError error) {
      result = "refused";
      details.add(error.getClass().getSimpleName() + ": " + error.getMessage());
    }
    long ms = (System.nanoTime() - began) / 1_000_000;
    return "{\"id\":" + quoted(fields[0]) + ",\"result\":" + quoted(result) + ",\"levels\":" + list(levels) + ",\"detail\":"
        + quoted(String.join("; ", details)) + ",\"ms\":" + ms + "}";
  }

  private static SimpleReport validate(String[] fields, CommonTrustedCertificateSource anchors, CommonCertificateSource known)
      throws IOException {
    CommonCertificateVerifier verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(anchors);
    verifier.setAdjunctCertSources(known);
    verifier.setAIASource(null);
    verifier.setOcspSource(null);
    List<DSSDocument> lists = documents(fields[3]);
    verifier.setCrlSource(lists.isEmpty() ? null : new ExternalResourcesCRLSource(lists.toArray(new DSSDocument[0])));
    SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(fields[2]));
    validator.setCertificateVerifier(verifier);
    validator.setValidationTime(Date.from(Instant.parse(fields[1])));
    validator.setDetachedContents(documents(fields[4]));
    return validator.validateDocument().getSimpleReport();
  }

  private static List<DSSDocument> documents(String field) throws IOException {
    List<DSSDocument> found = new ArrayList<>();
    for (String one : field.isEmpty() ? new String[0] : field.split("\\|")) {
      int at = one.indexOf('=');
      found.add(new InMemoryDocument(Files.readAllBytes(Path.of(one.substring(at + 1))), one.substring(0, at)));
    }
    return found;
  }

  /** The worst of the signatures. */
  private static String overall(SimpleReport report, List<String> levels, List<String> details) {
    String worst = report.getSignatureIdList().isEmpty() ? "NOT-SIGNED" : "TOTAL-PASSED";
    int rank = 0;
    for (String id : report.getSignatureIdList()) {
      Indication indication = report.getIndication(id);
      levels.add(String.valueOf(report.getSignatureFormat(id)));
      for (Message message : report.getAdESValidationErrors(id)) details.add(message.getValue());
      int own = indication == Indication.TOTAL_FAILED ? 2 : indication == Indication.INDETERMINATE ? 1 : 0;
      if (own <= rank) continue;
      rank = own;
      worst = indication.name().replace('_', '-') + (report.getSubIndication(id) == null ? "" : " " + report.getSubIndication(id).name());
    }
    return worst;
  }

  private static String list(List<String> values) {
    List<String> parts = new ArrayList<>();
    for (String value : values) parts.add(quoted(value));
    return "[" + String.join(",", parts) + "]";
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char letter : text.toCharArray()) {
      if (letter == '"' || letter == '\\') out.append('\\').append(letter);
      else if (letter < ' ') out.append(' ');
      else out.append(letter);
    }
    return out.append('"').toString();
  }
}
