/// Self-signed certificates for localhost, made for these tests with Python's
/// `cryptography` (EC P-256); nobody else trusts them.
enum TestCertificates {
    /// 2020-01-01 to 2100-01-01.
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBRDCB6qADAgECAhQLASZJwJpAuhauPJ1V8hLJVtWwTzAKBggqhkjOPQQDAjAU
        MRIwEAYDVQQDDAlsb2NhbGhvc3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEwMDAxMDEw
        MDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49
        AwEHA0IABJOFjiC3LAfKJigzMgBAt3OEAi814RGyIqG7aCMWbJGNf+ptOu52rMRa
        Mso3FXz0aZ1Vls2ittp1xD7gN27DAS+jGDAWMBQGA1UdEQQNMAuCCWxvY2FsaG9z
        dDAKBggqhkjOPQQDAgNJADBGAiEA0AujSmqspNXNLRBsXC8y51HyZKFsAWOBw9wz
        /gnNqNUCIQDg4hReJkUAa+Y37n7hoSfg5frp/Q6KDYNwXpr1Kl9DGQ==
        -----END CERTIFICATE-----

        """

    /// The key of ``certificate``.
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgy+SL7L80iYMmkUg+
        CKwDJclom/3mztw+fucPqrtqclehRANCAASThY4gtywHyiYoMzIAQLdzhAIvNeER
        siKhu2gjFmyRjX/qbTrudqzEWjLKNxV89GmdVZbNorbadcQ+4DduwwEv
        -----END PRIVATE KEY-----

        """

    /// The same with a password.
    static let encryptedKey = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIH0MF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBCZERgeKvk5S6b/BLHN
        UySDAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQBLW/geEAggLl5mDa
        aGhacwSBkPziUSpmuiKseqjERUEz6NkZONqLzgQAOCyo1Wi1zwIxxSVA7McxjK7s
        h5CtDOV7QRl2L8tzYyJ0dbfJbAVgUUTw6qRwZvbsMNFLhvAf+/wW03I2QC3Zx6KU
        a1QhHbvkouGMTHaiFNGpjZtpO7IW39hqUGDtGmSK0y7QOEzLy80ZGhn/ehHwZhwc
        lPfX0vSaAw==
        -----END ENCRYPTED PRIVATE KEY-----

        """

    /// Of another key, as long.
    static let otherCertificate = """
        -----BEGIN CERTIFICATE-----
        MIIBQjCB6qADAgECAhQfJaNTohIWrx/By0jEs8tZVLAg/jAKBggqhkjOPQQDAjAU
        MRIwEAYDVQQDDAlsb2NhbGhvc3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEwMDAxMDEw
        MDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49
        AwEHA0IABGFOxcZvD2gRNWwuBo7StSFnIKdf0iTOgFUXk8ZjZAE+1zb4h5zyz1F9
        BOT87V4ZTPD551FMWsTBvNHuPuy04L+jGDAWMBQGA1UdEQQNMAuCCWxvY2FsaG9z
        dDAKBggqhkjOPQQDAgNHADBEAiAOro3sXutNWdHiHkdTOCiHnVDYT8mhyBYs0A+K
        6832AQIgcu99Y04v+IUCILCMjQyvHoNSnbOx/a5Fnl1B0GhJ1sw=
        -----END CERTIFICATE-----

        """

    /// The key of ``otherCertificate``.
    static let otherKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgNgllgma+cgmZ0RsY
        UtplzRna7oloiSFSfg+JnW2kuQ+hRANCAARhTsXGbw9oETVsLgaO0rUhZyCnX9Ik
        zoBVF5PGY2QBPtc2+Iec8s9RfQTk/O1eGUzw+edRTFrEwbzR7j7stOC/
        -----END PRIVATE KEY-----

        """

    /// Until 2020-02-03.
    static let expired = """
        -----BEGIN CERTIFICATE-----
        MIIBQjCB6KADAgECAhRwr1YUrY1BaBwNG0DtvQ1ndNM5XzAKBggqhkjOPQQDAjAU
        MRIwEAYDVQQDDAlsb2NhbGhvc3QwHhcNMTkwMTAxMDAwMDAwWhcNMjAwMjAzMDAw
        MDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMB
        BwNCAAS0ks9RYWBC6KOoylv6A4OKwNsGNiUaEeYTieI9B/WOLiAOnc3npdvcPIa9
        BN/gZ0iE8bgwyB8VNi+vzAwMpsxzoxgwFjAUBgNVHREEDTALgglsb2NhbGhvc3Qw
        CgYIKoZIzj0EAwIDSQAwRgIhANwAXsQhDQH09ChbX38lS3xaxtLq8F/SPO9rNqKX
        Fil8AiEAl22D0LrvegcC9Ycp/xH1wXU8REN5T2LjjauAnGyCyno=
        -----END CERTIFICATE-----

        """

    /// From 2090-01-01 on.
    static let early = """
        -----BEGIN CERTIFICATE-----
        MIIBRTCB7KADAgECAhRNG9l5qLj6XyUBeFbWOCCOq6RufjAKBggqhkjOPQQDAjAU
        MRIwEAYDVQQDDAlsb2NhbGhvc3QwIhgPMjA5MDAxMDEwMDAwMDBaGA8yMTAwMDEw
        MTAwMDAwMFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZI
        zj0DAQcDQgAE4allJUQuKfBpQ43sGwmEYkP/ehT6lKqW8iSZ9YLa/diq1iu2wiq3
        L4XqIPdy32Onu8ahWnTjnSCtsHZl3GL2sKMYMBYwFAYDVR0RBA0wC4IJbG9jYWxo
        b3N0MAoGCCqGSM49BAMCA0gAMEUCIDNNGIus/3sCvJmeB4UetucoFMPF/pNsRvlH
        9XD4wE/ZAiEA1qo0PUUHIOlvoLWNDfmfFw5Xq3i/NB6OpSOtT+sFpkg=
        -----END CERTIFICATE-----

        """
}
