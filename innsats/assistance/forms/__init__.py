"""What is asked when the external team is asked for help, answers, goes out, meets, advises and leaves."""
