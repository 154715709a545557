import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** Prints the private key of an entry of a PKCS12 store as PEM: {@code PrivateKeyPem STORE PASSWORD_FILE ALIAS}. */
public final class PrivateKeyPem {
    public static void main(String[] args) throws Exception {
        char[] password = Files.readString(Path.of(args[1])).trim().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (FileInputStream in = new FileInputStream(args[0])) {
            store.load(in, password);
        }
        byte[] key = store.getKey(args[2], password).getEncoded();
        System.out.println("-----BEGIN PRIVATE KEY-----");
        System.out.println(Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(key));
        System.out.println("-----END PRIVATE KEY-----");
    }
}
