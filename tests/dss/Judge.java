import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.File;
import java.util.Arrays;

/** ROOT:ROOT... FILE...: what EU DSS says of each signature, offline: file, level, whether it is intact, indication. */
public class Judge {
    public static void main(String[] arguments) {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        for (String root : arguments[0].split(File.pathSeparator)) {
            trusted.addCertificate(DSSUtils.loadCertificate(new File(root)));
        }
        for (String path : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            CommonCertificateVerifier verifier = new CommonCertificateVerifier();
            verifier.setTrustedCertSources(trusted);
            SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(path));
            validator.setCertificateVerifier(verifier);
            Reports reports = validator.validateDocument();
            for (SignatureWrapper one : reports.getDiagnosticData().getSignatures()) {
                String intact = String.valueOf(one.isSignatureIntact() && one.isSignatureValid());
                String indication = reports.getSimpleReport().getIndication(one.getId()).toString();
                System.out.println(String.join("\t", path, one.getSignatureFormat().toString(), intact, indication));
            }
        }
    }
}
