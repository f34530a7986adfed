import java.io.FileInputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Prints one line for each rule that a file breaks: file, profile, rule, times, first message; and one "checked" line. */
public class VeraCheck {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        String[] profiles = arguments[0].split(",");
        for (int i = 1; i < arguments.length; i++) {
            for (String profile : profiles) {
                check(arguments[i], PDFAFlavour.fromString(profile));
            }
        }
    }

    private static void check(String path, PDFAFlavour flavour) throws Exception {
        try (var file = new FileInputStream(path);
                var parser = Foundries.defaultInstance().createParser(file, flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            var result = validator.validate(parser);
            var times = new TreeMap<String, Integer>();
            var firsts = new TreeMap<String, String>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    times.merge(rule, 1, Integer::sum);
                    firsts.putIfAbsent(rule, assertion.getMessage());
                }
            }
            for (String rule : times.keySet()) {
                line("failed", path, flavour.getId(), rule, times.get(rule).toString(), firsts.get(rule));
            }
            if (!result.isCompliant() && times.isEmpty()) {
                line("failed", path, flavour.getId(), "none", "1", "The file does not conform, and no rule is named.");
            }
            line("checked", path, flavour.getId(), Integer.toString(result.getTotalAssertions()));
        }
    }

    private static void line(String... cells) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cells[i].replaceAll("\\s+", " ");
        }
        System.out.println(String.join("\t", cells));
    }
}
